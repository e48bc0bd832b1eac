/** Seconds without an event that make an account silent. */
const quietSeconds = 86_400;

/** Days a region has to be busy in a row before its silence is one. A week: weekends are quiet in many regions. */
const busyDays = 7;

/** Days back to look for the last event of a silent account. */
const lookBackDays = 30;

/** Silent accounts that are named; the others are counted. */
const namedAccounts = 100;

const midnight = "($now - $now % 86400)";

/** First and last second of what each query reads, as JSONata; `$now` is when the execution began. */
export const periods = {
  lastDay: { from: `$now - ${quietSeconds}`, until: "$now" },
  wholeDays: { from: `${midnight} - ${(busyDays + 1) * 86_400}`, until: `${midnight} - 1` },
  lookBack: { from: `$now - ${lookBackDays * 86_400}`, until: "$now" },
};

/** One cell of a row of an answer. */
const cell = (field: string) => `$row[Field = '${field}'].Value`;

/** The accounts of `$quiet` that the answer does not name. An account begins with its twelve digits. */
export const stillQuiet = `(
  $seen := $merge([{}, $map($states.result.Results, function($row) { { ${cell("recipientAccountId")}: true } })]);
  [$filter($quiet, function($account) { $not($exists($lookup($seen, $substring($account, 0, 12)))) })]
)`;

/** The regions with events on each of the days but the last. */
export const quietRegions = `(
  $last := $fromMillis((${midnight} - 86400) * 1000, '[Y0001]-[M01]-[D01]');
  $rows := $map($states.result.Results, function($row) {
    { 'region': ${cell("awsRegion")}, 'day': $substring(${cell("bin(1d)")}, 0, 10) }
  });
  $days := $rows{ region: [day] };
  [$sort($filter($keys($days), function($region) {
    $count($lookup($days, $region)) = ${busyDays} and $not($last in $lookup($days, $region))
  }))]
)`;

const named = `$filter($quiet, function($account, $i) { $i < ${namedAccounts} })`;

/** When the named silent accounts were last seen. */
export const lastSeenQuery = `
  'filter recipientAccountId in ["'
  & $join($map(${named}, function($account) { $substring($account, 0, 12) }), '","')
  & '"] | stats max(@timestamp) as last by recipientAccountId | limit 10000'`;

/** The answer to that, by account. */
export const lastSeen = `$merge([{}, $map($states.result.Results, function($row) {
  { ${cell("recipientAccountId")}: ${cell("last")} }
})])`;

/** Subject of the message. SNS takes 100 characters. */
export const subject = (prefix: string) => `
  '${prefix}: silent accounts: ' & $count($quiet) & ', silent regions: ' & $count($quietRegions)`;

/** The message. CloudWatch Logs Insights writes a time as milliseconds or as text: both are read. */
export const message = (runbook: string) => `(
  $since := function($account) {(
    $last := $lookup($lastSeen, $substring($account, 0, 12));
    $not($exists($last)) ? 'no event in ${lookBackDays} days'
      : 'last event ' & ($contains($last, /^[0-9]+$/)
        ? $fromMillis($number($last), '[Y0001]-[M01]-[D01] [H01]:[m01]') : $substring($last, 0, 16)) & ' UTC'
  )};
  $more := $count($quiet) - ${namedAccounts};
  $join([
    $count($quiet) > 0 ? 'Accounts without an event in the last 24 hours:',
    $map(${named}, function($account) { '- ' & $account & ': ' & $since($account) }),
    $more > 0 ? '- and ' & $more & ' more',
    $count($quietRegions) > 0 ? 'Regions busy on each of ${busyDays} days, without an event on the last whole day (UTC):',
    $map($quietRegions, function($region) { '- ' & $region })
  ], '\\n') & '\\n\\nRunbook: ' & ${JSON.stringify(runbook)}
)`;
