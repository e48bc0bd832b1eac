import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { AlarmSeverity, PipelineCheck } from "../../detections/detection";
import type { RegionArguments } from "../terraform/regions";

export interface PipelineAlarmsProps {
  /** Prefix of the alarms' names. */
  readonly prefix: string;

  /** The checks, with the dimensions of their metrics. */
  readonly checks: readonly { readonly check: PipelineCheck; readonly dimensions: Readonly<Record<string, string>> }[];

  /** Topic of each severity. It may belong to another account. */
  readonly topicArns: Readonly<Record<AlarmSeverity, string>>;

  /** URL of the runbooks, or of a folder of this repository, without a slash at its end. */
  readonly runbookUrl: string;

  /**
   * Region arguments of the alarms. The metrics and the topics are in the same region.
   *
   * @default the provider's region
   */
  readonly regionArguments?: RegionArguments;
}

/**
 * Alarms on the pipeline, on which all other alarms depend. They also notify when the pipeline works again.
 *
 * For a check of silence, missing data raises the alarm. For a check of errors, missing data means that there are no errors,
 * because AWS then publishes no metric.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class PipelineAlarms extends Construct {
  constructor(scope: Construct, id: string, props: PipelineAlarmsProps) {
    super(scope, id);

    for (const { check, dimensions } of props.checks) {
      const silence = check.sign === "silence";
      const { statistic, threshold } = check.measure ?? { statistic: "Sum", threshold: 1 };
      const topic = [props.topicArns[check.severity]];

      new CloudwatchMetricAlarm(this, check.id, {
        alarmName: `${props.prefix}-${check.id}`,
        alarmDescription: `${check.title}. ${check.why} Runbook: ${props.runbookUrl}/${check.runbook}.md`,
        namespace: check.namespace,
        metricName: check.metricName,
        dimensions,
        statistic,
        period: check.periodSeconds,
        evaluationPeriods: check.periods,
        datapointsToAlarm: check.periods,
        threshold,
        comparisonOperator: silence ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold",
        treatMissingData: silence ? "breaching" : "notBreaching",
        actionsEnabled: true,
        alarmActions: topic,
        okActions: topic,
        ...props.regionArguments,
      });
    }
  }
}
