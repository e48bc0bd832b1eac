import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { FeedQueue } from "../../../../features/siem-feeds/feed-queue";
import { type Attributes, synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/feeds");
const topicArns = new Map(
  ["trail", "flowLogs"].map((name) => [name, arn("sns", "eu-west-1", account(2), `acme-new-${name}`)]),
);
const resources = synth((scope) => {
  new FeedQueue(scope, "Queue", {
    accountId: account(2),
    queueName: "acme-siem-splunk",
    deadLetterQueueName: "acme-siem-splunk-dead-letters",
    kmsKeyArn,
    topicArns,
    dependsOn: [],
  });
});
const queues: Record<string, Attributes> = resources.json.resource.aws_sqs_queue;
const attributeOf = (name: string, attribute: string) => {
  const [id] = Object.entries(queues).find(([, queue]) => queue.name === name) ?? [];
  return `\${aws_sqs_queue.${id}.${attribute}}`;
};
const [queueArn, deadLetterQueueArn] = ["acme-siem-splunk", "acme-siem-splunk-dead-letters"].map((name) =>
  attributeOf(name, "arn"),
);

describe("FeedQueue", () => {
  test("encrypts both queues, and keeps messages for the maximum time of SQS", () => {
    expect(resources.all(SqsQueue)).toHaveLength(2);
    for (const queue of resources.all(SqsQueue)) {
      expect(queue).toMatchObject({ kms_master_key_id: kmsKeyArn, message_retention_seconds: 1_209_600 });
    }
  });

  test("moves a message after ten attempts to the dead-letter queue, which accepts messages from no other queue", () => {
    const queue = resources.all(SqsQueue).find(({ name }) => name === "acme-siem-splunk");

    expect(JSON.parse(queue.redrive_policy)).toEqual({ deadLetterTargetArn: deadLetterQueueArn, maxReceiveCount: 10 });
    expect(queue.visibility_timeout_seconds).toBe(600);
    expect(JSON.parse(resources.one(SqsQueueRedriveAllowPolicy).redrive_allow_policy)).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [queueArn],
    });
  });

  test.each([
    ["acme-siem-splunk", queueArn],
    ["acme-siem-splunk-dead-letters", deadLetterQueueArn],
  ])("allows only SNS to send to the queue %s, for the topics of this account", (name, Resource) => {
    const policy = resources.all(SqsQueuePolicy).find(({ queue_url: url }) => url === attributeOf(name, "url"));

    expect(JSON.parse(policy.policy).Statement).toEqual([
      {
        Sid: "AllowTopics",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource,
        Condition: {
          StringEquals: { "aws:SourceAccount": account(2) },
          ArnEquals: { "aws:SourceArn": [...topicArns.values()] },
        },
      },
      expect.objectContaining({ Sid: "DenyPlainHttp", Effect: "Deny", Principal: "*", Resource }),
    ]);
  });

  test("receives the original S3 messages of every topic, after both policies allow SNS to send", () => {
    const subscriptions = resources.all(SnsTopicSubscription);

    expect(subscriptions.map(({ topic_arn: topicArn }) => topicArn)).toEqual([...topicArns.values()]);
    for (const subscription of subscriptions) {
      expect(subscription).toMatchObject({ protocol: "sqs", endpoint: queueArn, raw_message_delivery: true });
      expect(JSON.parse(subscription.redrive_policy)).toEqual({ deadLetterTargetArn: deadLetterQueueArn });
      expect(subscription.depends_on.toSorted()).toEqual(
        Object.keys(resources.json.resource.aws_sqs_queue_policy)
          .map((id) => `aws_sqs_queue_policy.${id}`)
          .toSorted(),
      );
    }
  });
});
