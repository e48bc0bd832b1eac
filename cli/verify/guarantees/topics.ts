import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  SNSClient,
  type Subscription,
  paginateListSubscriptionsByTopic,
} from "@aws-sdk/client-sns";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import { differences } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { policyFacts } from "../policy-facts";
import { applyAgain } from "./fixes";

async function topicOf(TopicArn: string, deployed: DeployedRegion) {
  const answer = deployed.client(SNSClient).send(new GetTopicAttributesCommand({ TopicArn }));
  return (await unlessAbsent(answer, "NotFoundException", "NotFound"))?.Attributes;
}

async function subscriptionsOf(TopicArn: string, deployed: DeployedRegion): Promise<Subscription[]> {
  const pages = paginateListSubscriptionsByTopic({ client: deployed.client(SNSClient) }, { TopicArn });
  const listed = everyItem(pages, ({ Subscriptions }) => Subscriptions);
  return (await unlessAbsent(listed, "NotFoundException", "NotFound")) ?? [];
}

const nameOf = (arn: string): string => arn.split(":").at(-1) ?? arn;

/** Guarantees of topics. */
export const topicGuarantees: readonly Guarantee[] = [
  {
    id: "topic-key",
    promise: "Every topic exists, and is encrypted with its synthesized key, which alarms are allowed to use.",
    fix: `${applyAgain}: docs/runbooks/alarm-topic-tampering.md`,
    types: ["aws_sns_topic"],
    reads: ["sns:GetTopicAttributes"],
    async find({ name, kms_master_key_id: key }, deployed) {
      const topic = await topicOf(deployed.arnOf("aws_sns_topic", { name }), deployed);
      if (topic === undefined) return [`topic ${name} does not exist`];
      return differences(`topic ${name}`, { key: [key, topic["KmsMasterKeyId"]] });
    },
  },
  {
    id: "topic-policy",
    promise: "Every topic has exactly the statements of its synthesized policy.",
    fix: `${applyAgain}: docs/runbooks/alarm-topic-tampering.md`,
    types: ["aws_sns_topic_policy"],
    reads: ["sns:GetTopicAttributes"],
    async find({ arn, policy }, deployed) {
      const topic = await topicOf(arn, deployed);
      return topic === undefined ? [] : policyFacts(`topic ${nameOf(arn)}`, policy, topic["Policy"]);
    },
  },
  {
    id: "subscription-confirmed",
    promise: "Every configured endpoint is subscribed to its topic, and the subscription is confirmed.",
    fix: "confirm the subscription in the message that AWS sent; if there is no message, apply the root again to send another message",
    types: ["aws_sns_topic_subscription"],
    reads: ["sns:ListSubscriptionsByTopic"],
    async find({ topic_arn: topic, protocol, endpoint }, deployed) {
      const found = (await subscriptionsOf(topic, deployed)).find(
        ({ Protocol, Endpoint }) => Protocol === protocol && Endpoint === endpoint,
      );
      if (found === undefined) return [`${endpoint} is not subscribed to topic ${nameOf(topic)}`];
      return found.SubscriptionArn?.startsWith("arn:") === true
        ? []
        : [`${endpoint} has not confirmed the subscription to topic ${nameOf(topic)}`];
    },
  },
  {
    id: "subscription-unfiltered",
    promise: "No subscription has an unexpected filter policy, which could block notifications.",
    fix: "remove the filter policy of the subscription: docs/runbooks/alarm-topic-tampering.md",
    types: ["aws_sns_topic_subscription"],
    reads: ["sns:GetSubscriptionAttributes", "sns:ListSubscriptionsByTopic"],
    async find({ topic_arn: topic, protocol, endpoint, filter_policy: expected }, deployed) {
      const found = (await subscriptionsOf(topic, deployed)).find(
        ({ Protocol, Endpoint }) => Protocol === protocol && Endpoint === endpoint,
      );
      if (found?.SubscriptionArn?.startsWith("arn:") !== true) return [];
      const command = new GetSubscriptionAttributesCommand({ SubscriptionArn: found.SubscriptionArn });
      const { Attributes = {} } = await deployed.client(SNSClient).send(command);
      const actual = Attributes["FilterPolicy"];
      return differences(`subscription of ${endpoint} to topic ${nameOf(topic)}`, {
        "filter policy": [expected, actual === "{}" ? undefined : actual],
      });
    },
  },
];
