import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";
import { denyPlainHttpToQueue } from "../iam/queue-statements";
import { inEachRegion } from "../terraform/regions";

export interface FindingsToFirehoseProps {
  readonly partition: string;

  /** Account whose Security Hub findings are delivered. */
  readonly accountId: string;

  /** Region of the provider. */
  readonly homeRegion: string;

  /** ARNs of the streams that receive the findings, by region. */
  readonly streamArns: ReadonlyMap<string, string>;
  readonly ruleName: string;

  /** Name of the role with which EventBridge writes to the streams. */
  readonly roleName: string;

  /** Name of the dead-letter queue in each region. */
  readonly deadLetterQueueName: string;

  /**
   * Format of the findings: ASFF of Security Hub CSPM, or OCSF (Open Cybersecurity Schema Framework) of the newer Security
   * Hub.
   */
  readonly findingFormat: keyof typeof detailTypes;
}

/**
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-v2-cwe-event-formats.html
 */
const detailTypes = { ASFF: "Security Hub Findings - Imported", OCSF: "Findings Imported V2" } as const;

/**
 * Sends the event of every new or updated finding of Security Hub to a stream.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
export class FindingsToFirehose extends Construct {
  constructor(scope: Construct, id: string, props: FindingsToFirehoseProps) {
    super(scope, id);

    const { partition, accountId, ruleName, findingFormat, streamArns } = props;
    const regions = [...streamArns.keys()];
    const ruleArn = (region: string) => `arn:${partition}:events:${region}:${accountId}:rule/${ruleName}`;
    const role = new IamRole(this, "Role", {
      name: props.roleName,
      description: "Allows EventBridge to write findings of Security Hub to Firehose",
      assumeRolePolicy: serviceTrustJson("events.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": regions.map(ruleArn) },
      }),
    });
    const writes = new IamRolePolicy(this, "Writes", {
      name: "write-to-firehose",
      role: role.id,
      policy: policyJson("role policy", [
        allow("Write", ["firehose:PutRecord", "firehose:PutRecordBatch"], [...streamArns.values()]),
      ]),
    });

    inEachRegion(this, { ...props, regions }, (regional, regionArguments, region) => {
      const deadLetterQueue = new SqsQueue(regional, "Undelivered", {
        name: props.deadLetterQueueName,
        // SQS's own key. For a customer-managed key, its policy would have to allow every EventBridge rule
        sqsManagedSseEnabled: true,
        // Longest retention that SQS accepts: 14 days
        messageRetentionSeconds: 1_209_600,
        ...regionArguments,
      });
      const policy = new SqsQueuePolicy(regional, "UndeliveredPolicy", {
        queueUrl: deadLetterQueue.url,
        policy: policyJson("queue policy", queueStatements(deadLetterQueue.arn, ruleArn(region))),
        ...regionArguments,
      });
      const rule = new CloudwatchEventRule(regional, "Rule", {
        name: ruleName,
        description: "Sends findings of Security Hub to the organization's archive",
        eventPattern: JSON.stringify({ source: ["aws.securityhub"], "detail-type": [detailTypes[findingFormat]] }),
        ...regionArguments,
      });
      new CloudwatchEventTarget(regional, "Target", {
        rule: rule.name,
        targetId: "firehose",
        arn: streamArns.get(region) ?? "",
        roleArn: role.arn,
        deadLetterConfig: { arn: deadLetterQueue.arn },
        dependsOn: [writes, policy],
        ...regionArguments,
      });
    });
  }
}

function queueStatements(queueArn: string, ruleArn: string): PolicyStatement[] {
  return [
    {
      Sid: "AllowRule",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
    },
    denyPlainHttpToQueue(queueArn),
  ];
}
