import { type State, jsonata, retry } from "../monitoring/state-machine-definition";
import { countedLines, dayOf, weekBefore } from "../monitoring/weekly-summary-definition";
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
        until: jsonata("$substring($states.context.Execution.StartTime, 0, 10) & 'T00:00:00Z'"),
        machine: jsonata("$states.context.StateMachine.Id"),
      },
      Output: {},
      Next: "WeekClaim",
    },
    WeekClaim: { ...claiming(props, { notice, hunt: "'(week)'", expires }, next), Output: {}, Next: "WeekCount" },
    WeekCount: {
      Type: "Task",
      Resource: `arn:${partition}:states:::aws-sdk:cloudwatch:getMetricData`,
      Arguments: {
        MetricDataQueries: jsonata(queries),
        StartTime: jsonata(weekBefore),
        EndTime: jsonata("$until"),
      },
      Retry: retry,
      Assign: { sums: jsonata("$merge([$states.result.MetricDataResults.{ Id: $sum(Values) }])") },
      Output: {},
      Next: "WeekNotify",
    },
    WeekNotify: {
      Type: "Task",
      Resource: `arn:${partition}:states:::sns:publish`,
      Arguments: {
        TopicArn: topicArns.notify,
        Subject: jsonata(`'${prefix}: hunts of the week of ' & ${dayOf(weekBefore)}`),
        Message: jsonata(message),
      },
      Retry: retry,
      Output: {},
      Next: "WeekSent",
    },
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

const message = `(
  $lines := ${countedLines};
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
  $runs := $sum([$lookup($sums, 'runs')]);
  $join([
    'What hunts notified of from ' & ${dayOf(weekBefore)} & ' to ' & ${dayOf("$fromMillis($toMillis($until) - 1)")} & ' (UTC). A number is the number of new rows.',
    '',
    $exists($notified) ? $lines($notified, true) : '         0  nothing',
    '\\n' & $count($counted[count = 0]) & ' of ' & $count($counted) & ' hunts notified of nothing.',
    $runs & ' runs read every source.' & ($runs < 7 ? ' There should be 7: read the failed executions of the state machine.' : '')
  ], '\\n')
)`;
