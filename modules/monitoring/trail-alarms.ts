import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { AlarmSeverity, Detection } from "../../detections/detection";
import { filterPatternLimits } from "../../aws-semantics/filter-pattern/limits";
import { literal } from "../terraform/terraform-template";
import { type InputProblem, checkInput } from "../input/input";

/** Maximum length of the description of an alarm in CloudWatch, in characters. */
const descriptionLimit = 1024;

export interface TrailAlarmsProps {
  /** Prefix of the alarms' names. */
  readonly prefix: string;

  /** Log group of the trail, in the account and home region of the trail. */
  readonly logGroupName: string;
  readonly detections: readonly Detection[];

  /** Topic of each severity. */
  readonly topicArns: Readonly<Record<AlarmSeverity, string>>;

  /** URL of the runbooks, or of a folder of this repository, without a slash at its end. */
  readonly runbookUrl: string;

  /**
   * Whether the alarms also notify their topic when they return to OK. The alarm of a detection returns to OK when no further event
   * matches, and an incident service may then close the incident automatically.
   *
   * @default false
   */
  readonly okActions?: boolean;
}

/**
 * Metric filters for all detections, and alarms for the detections of severity `page` or `notify`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, props: TrailAlarmsProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    for (const detection of props.detections) {
      const group = new Construct(this, detection.id);
      // The namespace that the documentation of Security Hub's controls uses
      const metric = { name: detection.id, namespace: "LogMetrics" };

      new CloudwatchLogMetricFilter(group, "Filter", {
        name: `${props.prefix}-${detection.id}`,
        logGroupName: props.logGroupName,
        pattern: literal(detection.pattern),
        metricTransformation: { ...metric, value: "1" },
      });

      if (detection.severity === "watch") continue;
      const topicArn = props.topicArns[detection.severity];
      new CloudwatchMetricAlarm(group, "Alarm", {
        alarmName: `${props.prefix}-${detection.id}`,
        alarmDescription: description(detection, props.runbookUrl),
        namespace: metric.namespace,
        metricName: metric.name,
        statistic: "Sum",
        period: detection.periodSeconds ?? 300,
        evaluationPeriods: 1,
        threshold: detection.threshold ?? 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        // A metric filter publishes no metric if no event matches
        treatMissingData: "notBreaching",
        actionsEnabled: true,
        alarmActions: [topicArn],
        ...(props.okActions && { okActions: [topicArn] }),
      });
    }
  }
}

function description({ id, title, why, controls, runbook }: Detection, runbookUrl: string): string {
  const controlText = controls.length > 0 ? ` (${controls.join("; ")})` : "";
  const text = `${title}. ${why} Runbook: ${runbook ?? `${runbookUrl}/${id}.md`}${controlText}`;
  if (text.length > descriptionLimit) {
    throw new Error(
      `the description of alarm ${id} has ${text.length} characters, but CloudWatch accepts at most ${descriptionLimit}`,
    );
  }
  return text;
}

/** Values that CloudWatch would refuse, and alarms that notify no one. */
function inputProblems({ detections, topicArns, runbookUrl }: TrailAlarmsProps): InputProblem[] {
  const severities = [...new Set(detections.map(({ severity }) => severity))].filter((one) => one !== "watch");
  return [
    ...detectionProblems(detections, runbookUrl),
    // A topic may be missing if the caller is written in JavaScript or uses a type assertion
    ...severities
      .filter((severity) => !topicArns[severity])
      .map((severity) => `topicArns.${severity}: expected the topic of the alarms of this severity, got none`),
  ];
}

/** Values that CloudWatch would refuse in the metric filters and alarms of detections. */
export function detectionProblems(detections: readonly Detection[], runbookUrl: string): InputProblem[] {
  const { patterns: filterLimit, characters: patternLimit } = filterPatternLimits;
  const ids = detections.map(({ id }) => id);
  return [
    detections.length > filterLimit
      ? `detections: a log group can have at most ${filterLimit} metric filters, got ${detections.length}; disable detections`
      : undefined,
    ...ids.flatMap((id, i) =>
      ids.indexOf(id) === i ? [] : [`detections: expected each id once, got two detections with id ${id}`],
    ),
    ...detections
      .filter(({ pattern }) => pattern.length > patternLimit)
      .map(
        ({ id, pattern }) =>
          `detections: detection ${id} has a pattern of ${pattern.length} characters, but CloudWatch accepts at most ${patternLimit}; split the detection`,
      ),
    runbookUrl.endsWith("/") ? `runbookUrl: expected no slash at the end, got "${runbookUrl}"` : undefined,
  ];
}
