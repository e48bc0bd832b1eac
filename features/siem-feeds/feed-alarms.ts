import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

export interface FeedAlarmsProps {
  readonly queueName: string;
  readonly deadLetterQueueName: string;

  /** Names of the alarms: for files that wait, and for files in the dead-letter queue. */
  readonly waitingAlarmName: string;
  readonly deadLetterAlarmName: string;

  /** Topic to notify. It may belong to another account. */
  readonly topicArn: string;

  /** Runbook of the alarm. */
  readonly page: string;
}

/**
 * Alarms that notify when a reader does not read: when the oldest message is a day old, or when a message moved to the dead-letter
 * queue. SQS deletes a message fourteen days after it was sent.
 */
export class FeedAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FeedAlarmsProps) {
    super(scope, id);

    const alarm = (name: string, alarmName: string, why: string, metric: FeedMetric) =>
      new CloudwatchMetricAlarm(this, name, {
        ...metric,
        alarmName,
        alarmDescription: `${why} The archive is complete, but the reader has not read all files. ${props.page}`,
        namespace: "AWS/SQS",
        statistic: "Maximum",
        period: 300,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        // A queue that is not used for hours publishes no metrics
        treatMissingData: "notBreaching",
        actionsEnabled: true,
        alarmActions: [props.topicArn],
        okActions: [props.topicArn],
      });

    alarm("Waiting", props.waitingAlarmName, `The reader of ${props.queueName} has not read new files for a day.`, {
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: props.queueName },
      threshold: 86_400,
    });
    alarm("DeadLetters", props.deadLetterAlarmName, `The reader of ${props.queueName} could not read some files.`, {
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: props.deadLetterQueueName },
      threshold: 1,
    });
  }
}

interface FeedMetric {
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly threshold: number;
}
