import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { MetricFilter } from "@aws-sdk/client-cloudwatch-logs";
import { parseFilterPattern } from "../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../aws-semantics/filter-pattern/filter-predicate";
import type { CloudTrailEvent } from "../sample-data/events/event";

/** Result of a deployed alarm for the events of a day. */
export interface AlarmReport {
  readonly alarm: string;

  /** Topic that the alarm notifies. */
  readonly topic: string;

  /** Events that the alarm's metric filter matches. */
  readonly events: readonly CloudTrailEvent[];

  /** Start of every period in which the alarm is in `ALARM`, as ISO 8601. Empty if the alarm is never raised. */
  readonly firing: readonly string[];
}

/** Result of an alarm for these events. Its metric filters count the events. */
export function alarmReport(
  alarm: MetricAlarm,
  filters: readonly MetricFilter[],
  events: readonly CloudTrailEvent[],
): AlarmReport {
  const feeding = filters.filter(({ metricTransformations = [] }) =>
    metricTransformations.some(
      ({ metricName, metricNamespace }) => metricName === alarm.MetricName && metricNamespace === alarm.Namespace,
    ),
  );
  const matchers = feeding.map(({ filterPattern = "" }) => compileFilterPattern(parseFilterPattern(filterPattern)));
  const matched = events.filter((event) => matchers.some((matches) => matches(event)));
  const topic = alarm.AlarmActions?.[0]?.split(":").at(-1) ?? "";
  return { alarm: alarm.AlarmName ?? "", topic, events: matched, firing: firingPeriods(alarm, matched) };
}

/**
 * Periods with at least as many matching events as the alarm's threshold.
 *
 * @throws when the alarm does not compare the sum of one period with a threshold
 */
function firingPeriods(alarm: MetricAlarm, events: readonly CloudTrailEvent[]): string[] {
  const { Period = 0, Threshold = 0, Statistic, EvaluationPeriods, ComparisonOperator } = alarm;
  const kind = [Statistic, ComparisonOperator, EvaluationPeriods].join(" ");
  if (kind !== "Sum GreaterThanOrEqualToThreshold 1" || Period <= 0) {
    throw new Error(
      `cannot evaluate alarm ${alarm.AlarmName}: ${kind}, period ${Period}; use an alarm on the sum of one period`,
    );
  }
  const counts = new Map<number, number>();
  for (const { eventTime } of events) {
    const period = Math.floor(Date.parse(eventTime) / 1_000 / Period) * Period;
    counts.set(period, (counts.get(period) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= Threshold)
    .map(([period]) => new Date(period * 1_000).toISOString())
    .toSorted();
}
