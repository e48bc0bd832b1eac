import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { AlarmSeverity } from "../../detections/detection";
import type { HealthCheck } from "../../detections/pipeline-checks";

export interface HealthAlarmsProps {
  /** Beginning of the alarms' names. */
  readonly prefix: string;

  /** Each check, with the dimensions of its metric here. */
  readonly checks: readonly { readonly check: HealthCheck; readonly dimensions: Readonly<Record<string, string>> }[];

  /** Topic of each severity; it may be another account's. */
  readonly topicArns: Readonly<Record<AlarmSeverity, string>>;

  /** Where the runbooks are: a URL, or a folder of this repository. No slash at its end. */
  readonly runbookUrl: string;
}

/**
 * Alarms for what has to work so that the other alarms do. They also tell when it works again.
 *
 * Where silence is the sign, missing data is silence. Where trouble is, a metric without data is health: AWS
 * publishes none then.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class HealthAlarms extends Construct {
  constructor(scope: Construct, id: string, props: HealthAlarmsProps) {
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
      });
    }
  }
}
