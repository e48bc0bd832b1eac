import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyJson } from "../iam/policy-document";
import { denyPlainHttpToQueue } from "../iam/queue-statements";

export interface DeadLetterQueueProps {
  readonly partition: string;
  readonly organizationId: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueName: string;

  /** Customer-managed key. Its policy must allow EventBridge. */
  readonly kmsKeyArn: string;
  readonly busName: string;
  readonly busArn: string;

  /** Name prefix of the rules that forward to the bus, in every account. */
  readonly ruleName: string;
  readonly alarmTopicArn: string;
  readonly runbookUrl: string;
}

/**
 * The dead-letter queue of urgent events, and its alarm.
 *
 * It receives messages that the rules of the bus could not publish, events that the bus could not process, and events that rules
 * in the same region of any account could not forward.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class DeadLetterQueue extends Construct {
  public readonly queueArn: string;

  /** Queue policy that allows EventBridge to send. */
  public readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);

    const { queueName, kmsKeyArn, runbookUrl } = props;
    const queue = new SqsQueue(this, "Resource", {
      name: queueName,
      kmsMasterKeyId: kmsKeyArn,
      // Longest retention that SQS accepts: 14 days
      messageRetentionSeconds: 1_209_600,
    });
    this.policy = new SqsQueuePolicy(this, "Policy", {
      queueUrl: queue.url,
      policy: policyJson("queue policy", queueStatements(queue.arn, props)),
    });

    new CloudwatchMetricAlarm(this, "Alarm", {
      alarmName: queueName,
      alarmDescription: `Urgent events could not be delivered; the alarms of the log group still notify of them. Runbook: ${runbookUrl}/README.md#urgent-events-that-were-not-delivered`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      // A queue that is not used for hours publishes no metrics
      treatMissingData: "notBreaching",
      actionsEnabled: true,
      alarmActions: [props.alarmTopicArn],
    });
    this.queueArn = queue.arn;
  }
}

function queueStatements(queueArn: string, props: DeadLetterQueueProps): PolicyStatement[] {
  const { partition, accountId, region, busName, busArn, ruleName, organizationId } = props;
  const events = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" } } as const;
  const send = { Action: "sqs:SendMessage", Resource: queueArn } as const;
  return [
    {
      Sid: "AllowBus",
      ...events,
      ...send,
      Condition: {
        ArnLike: { "aws:SourceArn": [`arn:${partition}:events:${region}:${accountId}:rule/${busName}/*`, busArn] },
      },
    },
    {
      Sid: "AllowForwardersOfTheOrganization",
      ...events,
      ...send,
      Condition: {
        StringEquals: { "aws:SourceOrgID": organizationId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:events:${region}:*:rule/${ruleName}-*` },
      },
    },
    denyPlainHttpToQueue(queueArn),
  ];
}
