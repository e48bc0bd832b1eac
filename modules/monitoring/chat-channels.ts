import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { AlarmSeverity } from "../../detections/detection";
import { allow, policyJson, serviceTrustJson } from "../iam/policy-document";

/** A Slack channel, in a workspace that an administrator authorized in the console once. */
export interface SlackChannel {
  readonly workspaceId: string;
  readonly channelId: string;

  /** Alarms it shows. */
  readonly severities: readonly AlarmSeverity[];
}

/** A Microsoft Teams channel, in a team that an administrator authorized in the console once. */
export interface TeamsChannel {
  readonly tenantId: string;
  readonly teamId: string;
  readonly channelId: string;

  /** Alarms it shows. */
  readonly severities: readonly AlarmSeverity[];
}

export interface ChatChannelsProps {
  /** Beginning of the names of the channel configurations; also the name of their role and policy. */
  readonly name: string;
  readonly slack: readonly SlackChannel[];
  readonly teams: readonly TeamsChannel[];

  /** Topics of each severity. */
  readonly topicArns: Readonly<Record<AlarmSeverity, readonly string[]>>;

  /**
   * Provider of a region that has the chat service's API; most regions have none.
   *
   * @default the stack's own
   */
  readonly provider?: TerraformProvider | undefined;
}

/**
 * Chat channels that show alarms, through Amazon Q Developer in chat applications.
 *
 * Whoever writes in such a channel can ask AWS for things with the channel's role, so the role may only read metrics
 * and alarms; and the guardrail, which is every permission there is unless somebody says otherwise, is the same policy.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export class ChatChannels extends Construct {
  constructor(scope: Construct, id: string, props: ChatChannelsProps) {
    super(scope, id);
    const { name, slack, teams, topicArns, provider } = props;

    const role = new IamRole(this, "Role", {
      name,
      description: "Lets chat channels show the charts of alarms",
      // AWS documents no condition that this service meets; a role cannot be passed to it from another account
      assumeRolePolicy: serviceTrustJson("chatbot.amazonaws.com"),
    });
    const policy = new IamPolicy(this, "Policy", {
      name,
      description: "What the chat channels of alarms may do at most",
      // Neither action can be limited to a resource
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
      // A channel's id is an address, with characters that no name may have
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
