import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

/** Problems of a domain or its queues. */
export type SearchTrouble =
  | "search-cluster-red"
  | "search-storage-low"
  | "search-writes-blocked"
  | "search-key-unusable"
  | "search-files-waiting"
  | "search-files-dead-letters"
  | "search-documents-rejected";

export interface SearchAlarmsProps {
  readonly accountId: string;
  readonly domainName: string;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly pipelineName: string;

  /** Metric that counts the documents that the index rejected. */
  readonly rejectedMetric: string;

  /** Storage of each data node, in GiB. */
  readonly volumeGibibytes: number;
  readonly alarmName: (trouble: SearchTrouble) => string;

  /** Topic to notify. It may belong to another account. */
  readonly topicArn: string;

  /** URL of the runbook. */
  readonly page: string;
}

interface Row {
  readonly trouble: SearchTrouble;
  readonly why: string;
  readonly namespace: "AWS/ES" | "AWS/SQS" | "AWS/OSIS";
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Minimum" | "Sum";
  readonly threshold: number;

  /** @default GreaterThanOrEqualToThreshold */
  readonly comparisonOperator?: string;

  /** Minutes that the condition must last. */
  readonly minutes: number;
}

/**
 * Alarms that notify when the search may lack logs that the archive has.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html
 */
export class SearchAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SearchAlarmsProps) {
    super(scope, id);

    for (const { trouble, why, minutes, ...metric } of rows(props)) {
      new CloudwatchMetricAlarm(this, trouble, {
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        ...metric,
        alarmName: props.alarmName(trouble),
        alarmDescription: `${why} The archive is complete, but the search is not. ${props.page}`,
        period: 300,
        evaluationPeriods: minutes / 5,
        datapointsToAlarm: minutes / 5,
        // A queue that is not used for hours publishes no metrics, and a healthy domain publishes no error metrics
        treatMissingData: "notBreaching",
        actionsEnabled: true,
        alarmActions: [props.topicArn],
        okActions: [props.topicArn],
      });
    }
  }
}

function rows(props: SearchAlarmsProps): Row[] {
  const domain = {
    namespace: "AWS/ES",
    dimensions: { DomainName: props.domainName, ClientId: props.accountId },
    statistic: "Maximum",
    threshold: 1,
    minutes: 5,
  } as const;
  const queue = (name: string) =>
    ({ namespace: "AWS/SQS", dimensions: { QueueName: name }, statistic: "Maximum", minutes: 15 }) as const;
  return [
    { ...domain, trouble: "search-cluster-red", why: "Parts of the index are lost.", metricName: "ClusterStatus.red" },
    {
      ...domain,
      trouble: "search-storage-low",
      why: "A data node has less than a quarter of its storage left.",
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      // A quarter of the storage, in MiB
      threshold: props.volumeGibibytes * 256,
      comparisonOperator: "LessThanOrEqualToThreshold",
    },
    {
      ...domain,
      trouble: "search-writes-blocked",
      why: "The domain accepts no more documents.",
      metricName: "ClusterIndexWritesBlocked",
    },
    { ...domain, trouble: "search-key-unusable", why: "The domain cannot use its key.", metricName: "KMSKeyError" },
    {
      ...queue(props.queueName),
      trouble: "search-files-waiting",
      why: "New files have waited for an hour.",
      metricName: "ApproximateAgeOfOldestMessage",
      threshold: 3_600,
    },
    {
      ...queue(props.deadLetterQueueName),
      trouble: "search-files-dead-letters",
      why: "Files could not be read into the search.",
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
    },
    {
      trouble: "search-documents-rejected",
      why: "The index rejected documents.",
      namespace: "AWS/OSIS",
      metricName: props.rejectedMetric,
      dimensions: { PipelineName: props.pipelineName },
      statistic: "Sum",
      threshold: 1,
      minutes: 5,
    },
  ];
}
