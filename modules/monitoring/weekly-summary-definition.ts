import type { Detection } from "../../detections/detection";
import { type State, type StateMachineDefinition, jsonata, retry } from "./state-machine-definition";

/** Maximum number of metrics in one GetMetricData request. */
const metricLimit = 500;

export interface WeeklySummaryDefinitionProps {
  readonly partition: string;

  /** Prefix of the subject of the message. */
  readonly prefix: string;

  /** Topic to notify. */
  readonly topicArn: string;

  /** Detections whose metrics are summed. */
  readonly detections: readonly Pick<Detection, "id" | "title" | "severity" | "runbook">[];

  /** URL of the runbooks, without a slash at its end. */
  readonly runbookUrl: string;
}

/**
 * Sums the metric of every detection over the last seven whole days (UTC), and sends the sums as a message. The message first lists
 * detections of severity `watch`, because they have no alarm, and then the other detections. It contains only the number of
 * detections without an event.
 *
 * @throws when there are more detections than one GetMetricData request accepts
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function weeklySummaryDefinition(props: WeeklySummaryDefinitionProps): StateMachineDefinition {
  const { detections } = props;
  if (detections.length > metricLimit) {
    throw new Error(`a weekly summary may have at most ${metricLimit} detections, got ${detections.length}`);
  }

  return {
    Comment: "Sends the counts of the detections once a week",
    QueryLanguage: "JSONata",
    TimeoutSeconds: 900,
    StartAt: "Begin",
    States: {
      Begin: {
        Type: "Pass",
        Assign: {
          detections: detections.map(({ id, title, severity, runbook }) => ({
            id,
            title,
            severity,
            runbook: runbook ?? `${props.runbookUrl}/${id}.md`,
          })),
          until: jsonata("$substring($states.context.Execution.StartTime, 0, 10) & 'T00:00:00Z'"),
          sums: [],
        },
        Output: {},
        Next: "Count",
      },
      ...countStates("Count", props.partition, {}),
      ...countStates("CountMore", props.partition, { NextToken: jsonata("$nextToken") }),
      Notify: {
        Type: "Task",
        Resource: `arn:${props.partition}:states:::sns:publish`,
        Arguments: {
          TopicArn: props.topicArn,
          Subject: jsonata(`'${props.prefix}: the week of ' & ${dayOf(weekBefore)}`),
          Message: jsonata(message),
        },
        Retry: retry,
        Output: {},
        End: true,
      },
    },
  };
}

/** Requests a page of the sums, and the next page while there is one. */
function countStates(name: string, partition: string, page: object): Record<string, State> {
  return {
    [name]: {
      Type: "Task",
      Resource: `arn:${partition}:states:::aws-sdk:cloudwatch:getMetricData`,
      Arguments: {
        MetricDataQueries: jsonata(queries),
        StartTime: jsonata(weekBefore),
        EndTime: jsonata("$until"),
        ...page,
      },
      Retry: retry,
      Assign: {
        sums: jsonata("[$sums, $states.result.MetricDataResults.{ 'id': Id, 'sum': $sum(Values) }]"),
        nextToken: jsonata("$exists($states.result.NextToken) ? $states.result.NextToken : ''"),
      },
      Output: {},
      Next: `${name}Done`,
    },
    [`${name}Done`]: {
      Type: "Choice",
      Choices: [{ Condition: jsonata("$nextToken != ''"), Next: "CountMore" }],
      Default: "Notify",
    },
  };
}

/** Begin of the seven days before the variable `until`. */
export const weekBefore = "$fromMillis($toMillis($until) - 7 * 86400000)";
export const dayOf = (time: string): string => `$substring(${time}, 0, 10)`;

/** One sum for each day. The period begins and ends at midnight, so it contains no value of another week. */
const queries = `[$map($detections, function($detection, $i) {
  { 'Id': 'd' & $i, 'ReturnData': true, 'MetricStat': {
    'Metric': { 'Namespace': 'LogMetrics', 'MetricName': $detection.id }, 'Period': 86400, 'Stat': 'Sum' } }
})]`;

/** Lines with a count, the title and the runbook of rows. The largest counts are first. */
export const countedLines = `function($rows, $tag) { $map($rows^(>count), function($row) {
    $pad($formatNumber($row.count, '#,##0'), -10) & '  ' & ($tag ? '[' & $row.severity & '] ' : '') & $row.title
    & '\\n            ' & $row.runbook
  }) }`;

const message = `(
  $totals := $sums{ id: $sum(sum) };
  $counted := $map($detections, function($detection, $i) {
    $merge([$detection, { 'count': $sum([$lookup($totals, 'd' & $i)]) }])
  });
  $lines := ${countedLines};
  $watched := $counted[severity = 'watch' and count > 0];
  $alarming := $counted[severity != 'watch' and count > 0];
  $silent := $count($counted[count = 0]);
  $join([
    'What the detections counted from ' & ${dayOf(weekBefore)} & ' to ' & ${dayOf("$fromMillis($toMillis($until) - 1)")} & ' (UTC).',
    '\\nWatched, without an alarm:',
    $exists($watched) ? $lines($watched, false) : '         0  nothing',
    '\\nAlarming:',
    $exists($alarming) ? $lines($alarming, true) : '         0  nothing',
    '\\n' & $silent & ' of ' & $count($counted) & ' detections counted nothing.',
    $silent = $count($counted) ? 'That is unusual: is the trail delivering?'
  ], '\\n')
)`;
