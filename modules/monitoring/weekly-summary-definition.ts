import type { Detection } from "../../detections/detection";
import { type State, type StateMachineDefinition, jsonata } from "./state-machine-definition";
import { countWeek, countedLines, endOfWeek, linesOf, notifyOfWeek, sentenceOfWeek } from "./weekly-message";

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
          until: endOfWeek,
          sums: [],
        },
        Output: {},
        Next: "Count",
      },
      ...countStates("Count", props.partition, {}),
      ...countStates("CountMore", props.partition, { NextToken: jsonata("$nextToken") }),
      Notify: notifyOfWeek(
        {
          partition: props.partition,
          topicArn: props.topicArn,
          subject: `${props.prefix}: the week of`,
          variables,
          lines,
        },
        { End: true },
      ),
    },
  };
}

/** Requests a page of the sums, and the next page while there is one. */
function countStates(name: string, partition: string, page: object): Record<string, State> {
  return {
    [name]: countWeek({
      partition,
      queries,
      page,
      assign: {
        sums: jsonata("[$sums, $states.result.MetricDataResults.{ 'id': Id, 'sum': $sum(Values) }]"),
        nextToken: jsonata("$exists($states.result.NextToken) ? $states.result.NextToken : ''"),
      },
      next: `${name}Done`,
    }),
    [`${name}Done`]: {
      Type: "Choice",
      Choices: [{ Condition: jsonata("$nextToken != ''"), Next: "CountMore" }],
      Default: "Notify",
    },
  };
}

/** One sum for each day. */
const queries = `[$map($detections, function($detection, $i) {
  { 'Id': 'd' & $i, 'ReturnData': true, 'MetricStat': {
    'Metric': { 'Namespace': 'LogMetrics', 'MetricName': $detection.id }, 'Period': 86400, 'Stat': 'Sum' } }
})]`;

const variables = `  $totals := $sums{ id: $sum(sum) };
  $counted := $map($detections, function($detection, $i) {
    $merge([$detection, { 'count': $sum([$lookup($totals, 'd' & $i)]) }])
  });
  $lines := ${countedLines};
  $watched := $counted[severity = 'watch' and count > 0];
  $alarming := $counted[severity != 'watch' and count > 0];
  $silent := $count($counted[count = 0]);`;

const lines = [
  sentenceOfWeek("What the detections counted"),
  "'\\nWatched, without an alarm:'",
  linesOf("$watched", false),
  "'\\nAlarming:'",
  linesOf("$alarming", true),
  "'\\n' & $silent & ' of ' & $count($counted) & ' detections counted nothing.'",
  "$silent = $count($counted) ? 'That is unusual: is the trail delivering?'",
];
