import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import {
  FindingsToFirehose,
  type FindingsToFirehoseProps,
} from "../../../../modules/log-delivery/findings-to-firehose";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const regions = ["eu-west-1", "us-east-1"];
const streamIn = (region: string) => arn("firehose", region, account(3), "deliverystream/acme-findings");
const ruleIn = (region: string) => arn("events", region, account(3), "rule/acme-findings");

const findings = (props: Partial<FindingsToFirehoseProps> = {}) =>
  synth((scope) => {
    new FindingsToFirehose(scope, "Findings", {
      partition,
      accountId: account(3),
      homeRegion: "eu-west-1",
      streamArns: new Map(regions.map((region) => [region, streamIn(region)])),
      ruleName: "acme-findings",
      roleName: "acme-findings-to-firehose",
      deadLetterQueueName: "acme-findings-undelivered",
      findingFormat: "ASFF",
      ...props,
    });
  });

test("each region has its own rule, target and dead-letter queue", () => {
  for (const type of [CloudwatchEventRule, CloudwatchEventTarget, SqsQueue, SqsQueuePolicy]) {
    expect(
      findings()
        .all(type)
        .map(({ region = "eu-west-1" }) => region),
    ).toEqual(regions);
  }
});

test.each([
  ["ASFF", "Security Hub Findings - Imported"],
  ["OCSF", "Findings Imported V2"],
] as const)("every finding in %s is delivered to the stream of its region", (findingFormat, detailType) => {
  const resources = findings({ findingFormat });

  for (const [i, region] of regions.entries()) {
    expect(JSON.parse(resources.all(CloudwatchEventRule)[i].event_pattern)).toEqual({
      source: ["aws.securityhub"],
      "detail-type": [detailType],
    });
    const target = resources.all(CloudwatchEventTarget)[i];
    expect(target.arn).toBe(streamIn(region));
    expect(target.rule).toMatch(
      new RegExp(`^\\$\\{aws_cloudwatch_event_rule\\.Findings_${region}_Rule_[A-Z0-9]+\\.name\\}$`),
    );
    // The rule sends the unchanged event, because the table reads the sender
    for (const change of ["input", "input_path", "input_transformer"]) expect(target).not.toHaveProperty(change);
  }
});

test("only these rules may assume the role, which may only write to these streams", () => {
  const role = findings().one(IamRole);

  expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": account(3), "aws:SourceArn": regions.map(ruleIn) } },
    },
  ]);
  expect(JSON.parse(findings().one(IamRolePolicy).policy).Statement).toEqual([
    {
      Sid: "Write",
      Effect: "Allow",
      Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      Resource: regions.map(streamIn),
    },
  ]);
});

test("events that cannot be delivered are kept for 14 days in an encrypted queue that only the rule may use", () => {
  const resources = findings();

  for (const [i, region] of regions.entries()) {
    const queue = `aws_sqs_queue\\.Findings_${region}_Undelivered_[A-Z0-9]+`;
    expect(resources.all(SqsQueue)[i]).toMatchObject({
      sqs_managed_sse_enabled: true,
      message_retention_seconds: 1_209_600,
    });
    expect(resources.all(CloudwatchEventTarget)[i].dead_letter_config.arn).toMatch(
      new RegExp(`^\\$\\{${queue}\\.arn\\}$`),
    );

    const { queue_url, policy } = resources.all(SqsQueuePolicy)[i];
    const [allow, deny, ...others] = JSON.parse(policy).Statement;
    expect(queue_url).toMatch(new RegExp(`^\\$\\{${queue}\\.(url|id)\\}$`));
    expect(others).toEqual([]);
    expect(allow).toMatchObject({
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: expect.stringMatching(new RegExp(`^\\$\\{${queue}\\.arn\\}$`)),
      Condition: { ArnEquals: { "aws:SourceArn": ruleIn(region) } },
    });
    expect(deny).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  }
});

test("no event is sent before the role may write and the queue may receive messages", () => {
  for (const [i, { depends_on }] of findings().all(CloudwatchEventTarget).entries()) {
    expect(depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\.Findings_Writes_/),
      expect.stringMatching(new RegExp(`^aws_sqs_queue_policy\\.Findings_${regions[i]}_UndeliveredPolicy_`)),
    ]);
  }
});
