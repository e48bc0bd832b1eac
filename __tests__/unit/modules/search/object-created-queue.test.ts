import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { ObjectCreatedQueue } from "../../../../modules/search/object-created-queue";
import { type Attributes, synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/search");
const resources = synth((scope) => {
  new ObjectCreatedQueue(scope, "Queue", {
    accountId: account(2),
    queueName: "acme-trail-files",
    deadLetterQueueName: "acme-trail-files-dead-letters",
    kmsKeyArn,
    bucketName: "acme-trail-archive",
    bucketArn,
    keyPrefix: "cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/",
    keySuffix: ".json.gz",
    visibilityTimeoutSeconds: 300,
    dependsOn: [],
  });
});

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
    for (const queue of resources.all(SqsQueue)) {
      expect(queue).toMatchObject({ kms_master_key_id: kmsKeyArn, message_retention_seconds: 1_209_600 });
    }
  });

  test("moves a message after ten attempts to the dead-letter queue, which accepts messages from no other queue", () => {
    const queue = resources.all(SqsQueue).find(({ name }) => name === "acme-trail-files");

    expect(JSON.parse(queue.redrive_policy)).toEqual({ deadLetterTargetArn: deadLetterQueueArn, maxReceiveCount: 10 });
    expect(queue.visibility_timeout_seconds).toBe(300);
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

  test("receives notifications of new files of the trail, after S3 may send", () => {
    const notification = resources.one(S3BucketNotification);
    const policies = Object.entries<Attributes>(resources.json.resource.aws_sqs_queue_policy);
    const [policy] = policies.find(([, { queue_url: url }]) => url === attributeOf("acme-trail-files", "url")) ?? [];

    expect(notification).toMatchObject({
      bucket: "acme-trail-archive",
      queue: [
        {
          queue_arn: queueArn,
          events: ["s3:ObjectCreated:*"],
          filter_prefix: "cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/",
          filter_suffix: ".json.gz",
        },
      ],
    });
    expect(notification.depends_on).toEqual([`aws_sqs_queue_policy.${policy}`]);
  });
});
