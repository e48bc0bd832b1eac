import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";

export interface LakeMetricsProps {
  readonly logGroupName: string;

  /** Metrics to create, as they are in the alarms. */
  readonly metrics: readonly { readonly namespace: string; readonly metricName: string }[];
}

/** Filter patterns and values of the counted log lines of the job, by the name of the metric. */
const counted: Readonly<Record<string, { readonly pattern: string; readonly value: string }>> = {
  /** Runs that loaded every table. */
  "lakehouse-loaded": { pattern: "{ $.loaded IS TRUE }", value: "1" },

  /** Tables that a run could not load, and runs that the program refused. */
  "lakehouse-failed": { pattern: "{ $.error = * }", value: "1" },

  /** Lines and objects that could not be parsed. */
  "lakehouse-quarantined": { pattern: "{ $.quarantined > 0 }", value: "$.quarantined" },
};

/**
 * Metrics from the log lines that the job prints about each table.
 *
 * @throws when no line of the job is the source of a metric
 */
export class LakeMetrics extends Construct {
  constructor(scope: Construct, id: string, { logGroupName, metrics }: LakeMetricsProps) {
    super(scope, id);

    for (const { namespace, metricName } of metrics) {
      const line = counted[metricName];
      if (line === undefined) throw new Error(`no filter pattern counts log lines of the job as metric ${metricName}`);
      const { pattern, value } = line;
      new CloudwatchLogMetricFilter(this, metricName, {
        name: metricName,
        logGroupName,
        pattern,
        metricTransformation: { name: metricName, namespace, value },
      });
    }
  }
}
