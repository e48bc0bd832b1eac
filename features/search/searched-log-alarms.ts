import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

/** Problems of files that the search reads. */
export type SearchedLogTrouble = "waiting" | "dead-letters" | "rejected";

export interface SearchedLogAlarmsProps {
  /** Name of the logs, as the beginning of a sentence. */
  readonly what: string;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly pipelineName: string;

  /** Metric that counts the documents that the index rejected. */
  readonly rejectedMetric: string;
  readonly alarmName: (trouble: SearchedLogTrouble) => string;

  /** Topic to notify. It may belong to another account. */
  readonly topicArn: string;

  /** Runbook of the alarm. */
  readonly page: string;
}

interface Row {
  readonly trouble: SearchedLogTrouble;
  readonly why: string;
  readonly namespace: "AWS/SQS" | "AWS/OSIS";
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Sum";
  readonly threshold: number;

  /** Minutes that the condition must last. */
  readonly minutes: number;
}

/** Alarms that notify when new files wait too long, when files cannot be read, and when the index rejects documents. */
export class SearchedLogAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SearchedLogAlarmsProps) {
    super(scope, id);

    const queue = (QueueName: string) =>
      ({ namespace: "AWS/SQS", dimensions: { QueueName }, statistic: "Maximum", minutes: 15 }) as const;
    const rows: readonly Row[] = [
      {
        ...queue(props.queueName),
        trouble: "waiting",
        why: "new files have waited for an hour.",
        metricName: "ApproximateAgeOfOldestMessage",
        threshold: 3_600,
      },
      {
        ...queue(props.deadLetterQueueName),
        trouble: "dead-letters",
        why: "files could not be read into the search.",
        metricName: "ApproximateNumberOfMessagesVisible",
        threshold: 1,
      },
      {
        trouble: "rejected",
        why: "the index rejected documents.",
        namespace: "AWS/OSIS",
        metricName: props.rejectedMetric,
        dimensions: { PipelineName: props.pipelineName },
        statistic: "Sum",
        threshold: 1,
        minutes: 5,
      },
    ];
    for (const { trouble, why, minutes, ...metric } of rows) {
      new CloudwatchMetricAlarm(this, trouble, {
        ...metric,
        alarmName: props.alarmName(trouble),
        alarmDescription: `${props.what}: ${why} The archive is complete, but the search is not. ${props.page}`,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        period: 300,
        evaluationPeriods: minutes / 5,
        datapointsToAlarm: minutes / 5,
        // A queue that is not used for hours publishes no metrics, and a pipeline without errors publishes no error metrics
        treatMissingData: "notBreaching",
        actionsEnabled: true,
        alarmActions: [props.topicArn],
        okActions: [props.topicArn],
      });
    }
  }
}
