import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";

export interface LakeMetricsProps {
  readonly logGroupName: string;

  /** Metrics to derive, as the alarms on them name them. */
  readonly metrics: readonly { readonly namespace: string; readonly metricName: string }[];
}

/** Lines of the job's log that are counted, by the name of the metric. */
const counted: Readonly<Record<string, { readonly pattern: string; readonly value: string }>> = {
  /** Runs that loaded every table. */
  "lakehouse-loaded": { pattern: "{ $.loaded IS TRUE }", value: "1" },

  /** Tables that a run could not load, and programs that refused to run. */
  "lakehouse-failed": { pattern: "{ $.error = * }", value: "1" },

  /** Lines and objects that could not be parsed. */
  "lakehouse-quarantined": { pattern: "{ $.quarantined > 0 }", value: "$.quarantined" },
};

/**
 * Metrics from the lines that the job prints about each table.
 *
 * @throws when no line of the job is the source of a metric
 */
export class LakeMetrics extends Construct {
  constructor(scope: Construct, id: string, { logGroupName, metrics }: LakeMetricsProps) {
    super(scope, id);

    for (const { namespace, metricName } of metrics) {
      const line = counted[metricName];
      if (line === undefined) throw new Error(`no line of the job is counted as ${metricName}`);
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
