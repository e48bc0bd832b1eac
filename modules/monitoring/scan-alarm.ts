import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

export interface ScanAlarmProps {
  readonly alarmName: string;

  /** Workgroup to watch. It must publish its metrics. */
  readonly workgroupName: string;

  /** Bytes that all queries of a day may scan before the alarm is raised. */
  readonly bytesPerDay: number;

  /** ARNs of the topics that the alarm notifies. */
  readonly actions: readonly string[];
}

/** Dimensions of Athena's metric of scanned bytes: the state in which the query ended, and the types of queries that read data. */
const kindsOfQuery = ["SUCCEEDED", "FAILED", "CANCELED"].flatMap((state) =>
  ["DML", "DDL"].map((type) => ({ state, type })),
);

/**
 * An alarm on the bytes that the queries of a workgroup scan in a day. It is raised, for example, when a program repeats a large
 * query, or when someone reads all logs.
 *
 * An alarm cannot use a search expression, so it lists each metric.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html
 */
export class ScanAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ScanAlarmProps) {
    super(scope, id);

    const { alarmName, workgroupName, bytesPerDay, actions } = props;
    if (!(bytesPerDay > 0)) throw new Error(`bytesPerDay must be more than 0, got ${bytesPerDay}`);

    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName,
      alarmDescription: `The queries of ${workgroupName} read more than ${bytesPerDay} bytes of the archive in a day. The workgroup's history shows the queries, and StartQueryExecution in CloudTrail shows who ran them.`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: bytesPerDay,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [...actions],
      okActions: [...actions],
      metricQuery: [
        { id: "scanned", label: "Bytes read", expression: "SUM(FILL(METRICS(), 0))", returnData: true },
        ...kindsOfQuery.map(({ state, type }) => ({
          id: `${state}_${type}`.toLowerCase(),
          metric: {
            namespace: "AWS/Athena",
            metricName: "ProcessedBytes",
            dimensions: { WorkGroup: workgroupName, QueryState: state, QueryType: type },
            stat: "Sum",
            period: 86_400,
          },
        })),
      ],
    });
  }
}
