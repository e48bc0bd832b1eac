import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { AlarmSeverity } from "../../detections/detection";
import { allow, policyJson, serviceTrustJson } from "../iam/policy-document";

/** A Slack channel. An administrator must have authorized its workspace in the console. */
export interface SlackChannel {
  readonly workspaceId: string;
  readonly channelId: string;

  /** Severities of the alarms that the channel shows. */
  readonly severities: readonly AlarmSeverity[];
}

/** A Microsoft Teams channel. An administrator must have authorized its team in the console. */
export interface TeamsChannel {
  readonly tenantId: string;
  readonly teamId: string;
  readonly channelId: string;

  /** Severities of the alarms that the channel shows. */
  readonly severities: readonly AlarmSeverity[];
}

export interface ChatChannelsProps {
  /** Name prefix of the channel configurations. It is also the name of their role and policy. */
  readonly name: string;
  readonly slack: readonly SlackChannel[];
  readonly teams: readonly TeamsChannel[];

  /** Topics by severity. */
  readonly topicArns: Readonly<Record<AlarmSeverity, readonly string[]>>;

  /**
   * Provider of a region that has the API of the chat service. Most regions do not have it.
   *
   * @default the provider of the stack
   */
  readonly provider?: TerraformProvider | undefined;
}

/**
 * Chat channels that show alarms, through Amazon Q Developer in chat applications.
 *
 * Members of a channel can send requests to AWS with the role of the channel. So the role may only read metrics and alarms. The
 * guardrail policy limits the role in the same way, because AWS's default guardrail would allow every action.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export class ChatChannels extends Construct {
  constructor(scope: Construct, id: string, props: ChatChannelsProps) {
    super(scope, id);
    const { name, slack, teams, topicArns, provider } = props;

    const role = new IamRole(this, "Role", {
      name,
      description: "Allows chat channels to show the charts of alarms",
      // AWS documents no condition key for this trust policy. Another account cannot pass the role to the service
      assumeRolePolicy: serviceTrustJson("chatbot.amazonaws.com"),
    });
    const policy = new IamPolicy(this, "Policy", {
      name,
      description: "What the chat channels of alarms may do at most",
      // IAM supports no resource for these actions
      policy: policyJson("managed policy", [
        allow("ReadAlarmsAndMetrics", ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"], "*"),
      ]),
    });
    const attachment = new IamRolePolicyAttachment(this, "Attachment", { role: role.name, policyArn: policy.arn });

    const common = {
      iamRoleArn: role.arn,
      guardrailPolicyArns: [policy.arn],
      loggingLevel: "ERROR",
      userAuthorizationRequired: true,
      ...(provider && { provider }),
      dependsOn: [attachment],
    };
    for (const { workspaceId, channelId, severities } of slack) {
      new ChatbotSlackChannelConfiguration(this, `Slack-${channelId}`, {
        ...common,
        configurationName: `${name}-slack-${channelId}`,
        slackTeamId: workspaceId,
        slackChannelId: channelId,
        snsTopicArns: severities.flatMap((severity) => topicArns[severity]),
      });
    }
    for (const { tenantId, teamId, channelId, severities } of teams) {
      // A channel id can contain characters that AWS refuses in a name
      const channel = channelId.replaceAll(/\W/g, "").slice(-40);
      new ChatbotTeamsChannelConfiguration(this, `Teams-${channel}`, {
        ...common,
        configurationName: `${name}-teams-${channel}`,
        tenantId,
        teamId,
        channelId,
        snsTopicArns: severities.flatMap((severity) => topicArns[severity]),
      });
    }
  }
}
