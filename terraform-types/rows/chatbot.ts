import { anywhere, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const chatbotTypes = {
  aws_chatbot_slack_channel_configuration: {
    identity: ["configuration_name"],
    arn: "arn:{partition}:chatbot::{account}:chat-configuration/slack-channel/{configuration_name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["chatbot:DescribeSlackChannelConfigurations", "chatbot:ListTagsForResource"],
    contentReads: "none",
    writes: anywhere(
      "chatbot:CreateSlackChannelConfiguration",
      "chatbot:DeleteSlackChannelConfiguration",
      "chatbot:TagResource",
      "chatbot:UntagResource",
      "chatbot:UpdateSlackChannelConfiguration",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "chat repeats what topics send to people" },
    logs: "none",
  },
  aws_chatbot_teams_channel_configuration: {
    identity: ["configuration_name"],
    arn: "arn:{partition}:chatbot::{account}:chat-configuration/microsoft-teams-channel/{configuration_name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["chatbot:GetMicrosoftTeamsChannelConfiguration", "chatbot:ListTagsForResource"],
    contentReads: "none",
    writes: anywhere(
      "chatbot:CreateMicrosoftTeamsChannelConfiguration",
      "chatbot:DeleteMicrosoftTeamsChannelConfiguration",
      "chatbot:TagResource",
      "chatbot:UntagResource",
      "chatbot:UpdateMicrosoftTeamsChannelConfiguration",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "chat repeats what topics send to people" },
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
