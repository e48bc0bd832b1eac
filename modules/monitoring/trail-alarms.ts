import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { AlarmSeverity, Detection } from "../../detections/detection";
import { filterPatternLimits } from "../../detections/filter-pattern/limits";
import { literal } from "../terraform/terraform-template";
import { type InputProblem, checkInput } from "../input/input";

/** Longest description of an alarm that CloudWatch accepts, in characters. */
const descriptionLimit = 1024;

export interface TrailAlarmsProps {
  /** Prefix of the alarms' names. */
  readonly prefix: string;

  /** Log group of the trail, in the account and home region of the trail. */
  readonly logGroupName: string;
  readonly detections: readonly Detection[];

  /** Topic of each severity. */
  readonly topicArns: Readonly<Record<AlarmSeverity, string>>;

  /** URL of the runbooks, or a folder of this repository, without a slash at its end. */
  readonly runbookUrl: string;

  /**
   * Whether the alarms also notify their topic when they return to OK. A detection's alarm returns to OK as soon as no
   * further event matches, and an incident service may then close the incident automatically.
   *
   * @default false
   */
  readonly okActions?: boolean;
}

/**
 * A metric filter for each detection, and an alarm for each detection of severity `page` or `notify`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, props: TrailAlarmsProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    for (const detection of props.detections) {
      const group = new Construct(this, detection.id);
      // The namespace that Security Hub's controls suggest
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
        // A filter that matches nothing publishes no metric
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
      `the description of alarm ${id} has ${text.length} characters, CloudWatch accepts ${descriptionLimit}`,
    );
  }
  return text;
}

/** What CloudWatch would refuse, and alarms that notify nobody. */
function inputProblems({ detections, topicArns, runbookUrl }: TrailAlarmsProps): InputProblem[] {
  const severities = [...new Set(detections.map(({ severity }) => severity))].filter((one) => one !== "watch");
  return [
    ...detectionProblems(detections, runbookUrl),
    // Written in JavaScript, or with an assertion, a topic may be missing
    ...severities
      .filter((severity) => !topicArns[severity])
      .map((severity) => `topicArns.${severity}: expected the topic of the alarms of this severity, got none`),
  ];
}

/** What CloudWatch would refuse in the filters and alarms of detections. */
export function detectionProblems(detections: readonly Detection[], runbookUrl: string): InputProblem[] {
  const { patterns: filterLimit, characters: patternLimit } = filterPatternLimits;
  const ids = detections.map(({ id }) => id);
  return [
    detections.length > filterLimit
      ? `detections: a log group has ${filterLimit} metric filters at most, got ${detections.length}; disable detections`
      : undefined,
    ...ids.flatMap((id, i) => (ids.indexOf(id) === i ? [] : [`detections: expected each id once, got two of ${id}`])),
    ...detections
      .filter(({ pattern }) => pattern.length > patternLimit)
      .map(
        ({ id, pattern }) =>
          `detections: detection ${id} has a pattern of ${pattern.length} characters, CloudWatch accepts ${patternLimit}; split it`,
      ),
    runbookUrl.endsWith("/") ? `runbookUrl: expected no slash at the end, got "${runbookUrl}"` : undefined,
  ];
}
