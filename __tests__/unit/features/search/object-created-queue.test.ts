import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { ObjectCreatedQueue } from "../../../../features/search/object-created-queue";
import { type Attributes, synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/search");
const props = {
  accountId: account(2),
  queueName: "acme-trail-files",
  deadLetterQueueName: "acme-trail-files-dead-letters",
  kmsKeyArn,
  bucketArn,
  keyPrefix: "cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/",
  keySuffix: ".json.gz",
  visibilityTimeoutSeconds: 300,
  dependsOn: [],
};
const { resources, queue: created } = createQueue();

function createQueue() {
  let made: ObjectCreatedQueue | undefined;
  const synthesized = synth((scope) => {
    made = new ObjectCreatedQueue(scope, "Queue", props);
  });
  if (made === undefined) throw new Error("no queue");
  return { resources: synthesized, queue: made };
}

const queues: Record<string, Attributes> = resources.json.resource.aws_sqs_queue;
const attributeOf = (name: string, attribute: string) => {
  const [id] = Object.entries(queues).find(([, queue]) => queue.name === name) ?? [];
  return `\${aws_sqs_queue.${id}.${attribute}}`;
};
const queueArn = attributeOf("acme-trail-files", "arn");
const deadLetterQueueArn = attributeOf("acme-trail-files-dead-letters", "arn");
const policyOf = (url: string) =>
  JSON.parse(resources.all(SqsQueuePolicy).find(({ queue_url: its }) => its === url).policy).Statement;

describe("ObjectCreatedQueue", () => {
  test("encrypts both queues, and keeps messages for the maximum time of SQS", () => {
    expect(resources.all(SqsQueue)).toHaveLength(2);
    for (const one of resources.all(SqsQueue)) {
      expect(one).toMatchObject({ kms_master_key_id: kmsKeyArn, message_retention_seconds: 1_209_600 });
    }
  });

  test("moves a message after ten attempts to the dead-letter queue, which accepts messages from no other queue", () => {
    const files = resources.all(SqsQueue).find(({ name }) => name === "acme-trail-files");

    expect(JSON.parse(files.redrive_policy)).toEqual({ deadLetterTargetArn: deadLetterQueueArn, maxReceiveCount: 10 });
    expect(files.visibility_timeout_seconds).toBe(300);
    expect(JSON.parse(resources.one(SqsQueueRedriveAllowPolicy).redrive_allow_policy)).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [queueArn],
    });
  });

  test("allows only S3 to send, for one bucket of this account, and denies plain HTTP", () => {
    expect(policyOf(attributeOf("acme-trail-files", "url"))).toEqual([
      {
        Sid: "AllowBucket",
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: {
          StringEquals: { "aws:SourceAccount": account(2) },
          ArnEquals: { "aws:SourceArn": bucketArn },
        },
      },
      expect.objectContaining({ Sid: "DenyPlainHttp", Effect: "Deny", Principal: "*", Resource: queueArn }),
    ]);
  });

  test("allows nobody to send to the dead-letter queue", () => {
    expect(policyOf(attributeOf("acme-trail-files-dead-letters", "url"))).toEqual([
      {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: deadLetterQueueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("has the rule with which the bucket sends, and accepts messages after its policy exists", () => {
    expect(created.rule).toEqual({
      id: "acme-trail-files",
      queueArn: expect.any(String),
      events: ["s3:ObjectCreated:*"],
      filterPrefix: "cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/",
      filterSuffix: ".json.gz",
    });
    expect(created.accepting).toBeInstanceOf(SqsQueuePolicy);
    expect(created.ready).toEqual([created.accepting]);
    expect((created.accepting as SqsQueuePolicy).friendlyUniqueId).toMatch(/^Queue_Policy_/);
  });

  test("ObjectCreatedQueue with a topic, subscribes to the topic and needs no rule of the bucket", () => {
    const topicArn = arn("sns", "eu-west-1", account(2), "acme-new-trail");
    const subscribed = synth((scope) => {
      const { rule, ready, accepting } = new ObjectCreatedQueue(scope, "Queue", { ...props, topicArn });

      expect(rule).toBeUndefined();
      expect(ready).toEqual([accepting]);
    });

    expect(subscribed.one(SnsTopicSubscription)).toMatchObject({
      topic_arn: topicArn,
      protocol: "sqs",
      raw_message_delivery: true,
    });
  });
});
