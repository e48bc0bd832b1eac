import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { DeadLetterQueue } from "../../../../modules/monitoring/dead-letter-queue";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const busArn = arn("events", "eu-west-1", account(1), "event-bus/acme-urgent-events");
const alarmTopicArn = arn("sns", "eu-west-1", account(1), "acme-audit-page");
const kmsKeyArn = arn("kms", "eu-west-1", account(1), "key/monitoring");

const resources = synth((scope) => {
  new DeadLetterQueue(scope, "Undelivered", {
    partition,
    organizationId: "o-a1b2c3d4e5",
    accountId: account(1),
    region: "eu-west-1",
    queueName: "acme-undelivered",
    kmsKeyArn,
    busName: "acme-urgent-events",
    busArn,
    ruleName: "acme-forwarder",
    alarmTopicArn,
    runbookUrl: "docs/runbooks",
  });
});

describe("DeadLetterQueue", () => {
  const [queueId = ""] = Object.keys(resources.json.resource.aws_sqs_queue);
  const Resource = `\${aws_sqs_queue.${queueId}.arn}`;
  const statements: { Sid: string }[] = JSON.parse(resources.one(SqsQueuePolicy).policy).Statement;
  const statement = (sid: string) => statements.find(({ Sid }) => Sid === sid);

  test("DeadLetterQueue is encrypted, and keeps messages for 14 days, the maximum of SQS", () => {
    expect(resources.one(SqsQueue)).toMatchObject({
      name: "acme-undelivered",
      kms_master_key_id: kmsKeyArn,
      message_retention_seconds: 14 * 86_400,
    });
  });

  test("accepts events only from its event bus and its rules in the account", () => {
    expect(statement("AllowBus")).toEqual({
      Sid: "AllowBus",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource,
      Condition: {
        ArnLike: { "aws:SourceArn": [arn("events", "eu-west-1", account(1), "rule/acme-urgent-events/*"), busArn] },
      },
    });
  });

  test("accepts events from forwarders of the organization's accounts in its own region", () => {
    expect(statement("AllowForwardersOfTheOrganization")).toEqual({
      Sid: "AllowForwardersOfTheOrganization",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource,
      Condition: {
        StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" },
        ArnLike: { "aws:SourceArn": arn("events", "eu-west-1", "*", "rule/acme-forwarder-*") },
      },
    });
  });

  test("denies plain HTTP and all other principals", () => {
    expect(statement("DenyPlainHttp")).toMatchObject({ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource });
    expect(statements).toHaveLength(3);
  });

  test("has an alarm that pages at the first message, with a link to the runbook", () => {
    expect(resources.one(CloudwatchMetricAlarm)).toMatchObject({
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "acme-undelivered" },
      statistic: "Maximum",
      threshold: 1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      treat_missing_data: "notBreaching",
      actions_enabled: true,
      alarm_actions: [alarmTopicArn],
      alarm_description: expect.stringContaining("docs/runbooks/README.md#urgent-events-that-were-not-delivered"),
    });
  });
});
