import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { ChatChannels, type ChatChannelsProps } from "../../../../modules/monitoring/chat-channels";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const topicArns = {
  page: [
    arn("sns", "eu-west-1", account(1), "acme-audit-page"),
    arn("sns", "eu-west-1", account(1), "acme-audit-chat"),
  ],
  notify: [arn("sns", "eu-west-1", account(1), "acme-audit-notify")],
};

const slack: ChatChannelsProps["slack"] = [
  { workspaceId: "T1", channelId: "C1", severities: ["page"] },
  { workspaceId: "T1", channelId: "C2", severities: ["page", "notify"] },
];
const teams: ChatChannelsProps["teams"] = [
  { tenantId: "tenant", teamId: "team", channelId: "19%3Aab12%40thread.tacv2", severities: ["notify"] },
  { tenantId: "tenant", teamId: "team", channelId: "19%3Acd34%40thread.tacv2", severities: ["page"] },
];

const chatChannels = (props: Partial<ChatChannelsProps> = {}) =>
  synth((scope) => {
    new ChatChannels(scope, "Chat", { name: "acme-audit-chat", slack, teams, topicArns, ...props });
  });
const notified = (severities: readonly ("page" | "notify")[]) => severities.flatMap((severity) => topicArns[severity]);
const channelsOf = (resources: ReturnType<typeof chatChannels>) => [
  ...resources.all(ChatbotSlackChannelConfiguration),
  ...resources.all(ChatbotTeamsChannelConfiguration),
];

describe("ChatChannels", () => {
  test("subscribes each channel only to its topics", () => {
    const resources = chatChannels();

    expect(
      resources
        .all(ChatbotSlackChannelConfiguration)
        .map(({ slack_team_id, slack_channel_id, sns_topic_arns }) => [
          slack_team_id,
          slack_channel_id,
          sns_topic_arns,
        ]),
    ).toEqual(slack.map(({ workspaceId, channelId, severities }) => [workspaceId, channelId, notified(severities)]));
    expect(
      resources
        .all(ChatbotTeamsChannelConfiguration)
        .map(({ tenant_id, team_id, channel_id, sns_topic_arns }) => [tenant_id, team_id, channel_id, sns_topic_arns]),
    ).toEqual(
      teams.map(({ tenantId, teamId, channelId, severities }) => [tenantId, teamId, channelId, notified(severities)]),
    );
  });

  test("gives each channel configuration a unique name with valid characters", () => {
    const names: string[] = channelsOf(chatChannels()).map(({ configuration_name }) => configuration_name);

    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^acme-audit-chat-[A-Za-z0-9-_]{1,100}$/);
  });

  test("sets the guardrail policy of each channel, because AWS's default allows everything that the role allows", () => {
    const resources = chatChannels();

    for (const channel of channelsOf(resources)) {
      expect(channel.guardrail_policy_arns).toHaveLength(1);
      expect(channel.guardrail_policy_arns[0]).toMatch(/^\$\{aws_iam_policy\.Chat_Policy_\w+\.arn\}$/);
      expect(channel.iam_role_arn).toMatch(/^\$\{aws_iam_role\.Chat_Role_\w+\.arn\}$/);
      expect(channel.user_authorization_required).toBe(true);
      expect(channel.logging_level).toBe("ERROR");
    }
  });

  test("has a role that may only read alarms and metrics", () => {
    const resources = chatChannels();
    const { Statement } = JSON.parse(resources.one(IamPolicy).policy);

    expect(Statement).toEqual([
      {
        Sid: "ReadAlarmsAndMetrics",
        Effect: "Allow",
        Action: ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"],
        Resource: "*",
      },
    ]);
    expect(resources.one(IamRolePolicyAttachment).policy_arn).toMatch(/^\$\{aws_iam_policy\./);
  });

  test("has a role that only the chat service may assume", () => {
    const { Statement } = JSON.parse(chatChannels().one(IamRole).assume_role_policy);

    expect(Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "chatbot.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  test("uses the given provider of another region for the chat service", () => {
    const resources = synth((scope) => {
      const provider = new AwsProvider(scope, "Ohio", { region: "us-east-2", alias: "ohio" });
      new ChatChannels(scope, "Chat", { name: "acme-audit-chat", slack, teams, topicArns, provider });
    });

    for (const channel of channelsOf(resources)) expect(channel.provider).toBe("aws.ohio");
    expect(resources.one(IamRole).provider).toBeUndefined();
  });
});
