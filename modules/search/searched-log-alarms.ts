import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

/** Problems of files that the search reads. */
export type SearchedLogTrouble = "waiting" | "given-up";

export interface SearchedLogAlarmsProps {
  /** Name of the logs, as the beginning of a sentence. */
  readonly what: string;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly alarmName: (trouble: SearchedLogTrouble) => string;

  /** Topic to notify. It may belong to another account. */
  readonly topicArn: string;

  /** Runbook of the alarm. */
  readonly page: string;
}

/** Alarms that notify when new files wait too long, and when files cannot be read. */
export class SearchedLogAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SearchedLogAlarmsProps) {
    super(scope, id);

    const { what, queueName, deadLetterQueueName } = props;
    const alarm = (trouble: SearchedLogTrouble, why: string, queue: string, metricName: string, threshold: number) =>
      new CloudwatchMetricAlarm(this, trouble, {
        alarmName: props.alarmName(trouble),
        alarmDescription: `${what}: ${why} The archive is complete: only the search is not. ${props.page}`,
        namespace: "AWS/SQS",
        metricName,
        dimensions: { QueueName: queue },
        statistic: "Maximum",
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold,
        period: 300,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        // A queue that is not used for hours publishes no metrics
        treatMissingData: "notBreaching",
        actionsEnabled: true,
        alarmActions: [props.topicArn],
        okActions: [props.topicArn],
      });

    alarm("waiting", "new files have waited for an hour.", queueName, "ApproximateAgeOfOldestMessage", 3_600);
    alarm(
      "given-up",
      "files could not be read into the search.",
      deadLetterQueueName,
      "ApproximateNumberOfMessagesVisible",
      1,
    );
  }
}
