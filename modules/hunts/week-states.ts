import { type State, jsonata } from "../monitoring/state-machine-definition";
import {
  countWeek,
  countedLines,
  endOfWeek,
  linesOf,
  notifyOfWeek,
  sentenceOfWeek,
} from "../monitoring/weekly-message";
import type { HuntDefinitionProps } from "./definition-props";
import { claiming, marking, noticeNamespace } from "./notice-states";

/** 1970 began on a Thursday, so this number of days plus a multiple of seven is a Monday. */
const isMonday = "($floor($now / 86400) + 3) % 7 = 0";

const notice = "'week before ' & $substring($until, 0, 10)";
const expires = "$string($now + 7 * 86400)";

/**
 * On Mondays, sends the number of notices of each hunt in the last seven whole days (UTC), and the number of runs. It is sent once,
 * also if several executions run on the day, and if a source could not be read.
 *
 * @param next the state that follows
 */
export function weekStates(props: HuntDefinitionProps, next: string): Record<string, State> {
  const { partition, prefix, topicArns } = props;
  return {
    Week: {
      Type: "Choice",
      Choices: [{ Condition: jsonata(isMonday), Next: "WeekBegin" }],
      Default: next,
    },
    WeekBegin: {
      Type: "Pass",
      Assign: {
        until: endOfWeek,
        machine: jsonata("$states.context.StateMachine.Id"),
      },
      Output: {},
      Next: "WeekClaim",
    },
    WeekClaim: { ...claiming(props, { notice, hunt: "'(week)'", expires }, next), Output: {}, Next: "WeekCount" },
    WeekCount: countWeek({
      partition,
      queries,
      assign: { sums: jsonata("$merge([$states.result.MetricDataResults.{ Id: $sum(Values) }])") },
      next: "WeekNotify",
    }),
    WeekNotify: notifyOfWeek(
      { partition, topicArn: topicArns.notify, subject: `${prefix}: hunts of the week of`, variables, lines },
      { Next: "WeekSent" },
    ),
    WeekSent: { ...marking(props, `[${notice}]`, expires), Output: {}, Next: next },
  };
}

/** One sum for each day. The request has fewer values than a page of the answer may have. */
const queries = `(
  $sumOf := function($id, $metric) {
    { 'Id': $id, 'ReturnData': true, 'MetricStat': { 'Metric': $metric, 'Period': 86400, 'Stat': 'Sum' } }
  };
  $append(
    [$map($keys($hunts), function($hunt, $i) {
      $sumOf('h' & $i, { 'Namespace': '${noticeNamespace}', 'MetricName': $hunt })
    })],
    [$sumOf('runs', {
      'Namespace': 'AWS/States',
      'MetricName': 'ExecutionsSucceeded',
      'Dimensions': [{ 'Name': 'StateMachineArn', 'Value': $machine }]
    })]
  )
)`;

const variables = `  $lines := ${countedLines};
  $counted := $map($keys($hunts), function($hunt, $i) {(
    $its := $lookup($hunts, $hunt);
    {
      'count': $sum([$lookup($sums, 'h' & $i)]),
      'severity': $its.severity,
      'title': $hunt & ': ' & $its.description,
      'runbook': $its.runbook
    }
  )});
  $notified := $counted[count > 0];
  $runs := $sum([$lookup($sums, 'runs')]);`;

const lines = [
  sentenceOfWeek("What hunts notified of", " A number is the number of new rows."),
  "''",
  linesOf("$notified", true),
  "'\\n' & $count($counted[count = 0]) & ' of ' & $count($counted) & ' hunts notified of nothing.'",
  "$runs & ' runs read every source.' & ($runs < 7 ? ' There should be 7: read the failed executions of the state machine.' : '')",
];
