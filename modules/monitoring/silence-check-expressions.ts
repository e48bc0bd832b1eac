/** Seconds without an event after which an account is silent. */
const quietSeconds = 86_400;

/** Number of successive days on which a region must have events before it can become silent. A week, so it includes a weekend. */
const busyDays = 7;

/** Number of past days in which the check looks for the last event of a silent account. */
const lookBackDays = 30;

/** Maximum number of silent accounts, and of unknown accounts, that the message lists. Further accounts are only counted. */
const namedAccounts = 100;

const midnight = "($now - $now % 86400)";

/** First and last second of the period that each query reads, as JSONata. `$now` is the start of the execution. */
export const periods = {
  lastDay: { from: `$now - ${quietSeconds}`, until: "$now" },
  wholeDays: { from: `${midnight} - ${(busyDays + 1) * 86_400}`, until: `${midnight} - 1` },
  lookBack: { from: `$now - ${lookBackDays * 86_400}`, until: "$now" },
};

/** One field of a row of a result. */
const cell = (field: string) => `$row[Field = '${field}'].Value`;

/** The accounts of `$quiet` that are not in the result. Each element of `$quiet` begins with the account id of 12 digits. */
export const stillQuiet = `(
  $seen := $merge([{}, $map($states.result.Results, function($row) { { ${cell("recipientAccountId")}: true } })]);
  [$filter($quiet, function($account) { $not($exists($lookup($seen, $substring($account, 0, 12)))) })]
)`;

/** The ids of the accounts of `$quiet` and of other accounts, as keys. A list would be searched once for each row of the result. */
export const knownAccounts = (others: readonly string[]): string => `(
  $merge([{}, $map($quiet, function($account) { { $substring($account, 0, 12): true } }),
    $map(${JSON.stringify(others)}, function($id) { { $id: true } })])
)`;

/** The unknown accounts of all results so far. */
export const unknownAccounts = `(
  $ids := $map($states.result.Results, function($row) { ${cell("recipientAccountId")} });
  [$sort($distinct($append($unknown, $filter($ids, function($id) {
    $contains($id, /^[0-9]{12}$/) and $not($exists($lookup($known, $id)))
  }))))]
)`;

/** The regions with events on every day except the last day. */
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

/** Query for the last event of the silent accounts that the message lists. */
export const lastSeenQuery = `
  'filter recipientAccountId in ["'
  & $join($map(${named}, function($account) { $substring($account, 0, 12) }), '","')
  & '"] | stats max(@timestamp) as last by recipientAccountId | limit 10000'`;

/** The result of that query, by account. */
export const lastSeen = `$merge([{}, $map($states.result.Results, function($row) {
  { ${cell("recipientAccountId")}: ${cell("last")} }
})])`;

/** Subject of the message. SNS accepts 100 characters. */
export const subject = (prefix: string) => `
  '${prefix}: silent accounts: ' & $count($quiet) & ', silent regions: ' & $count($quietRegions)
  & ($count($unknown) > 0 ? ', unlisted accounts: ' & $count($unknown) : '')`;

/** The message. CloudWatch Logs Insights returns a time as milliseconds or as a date, so the expression reads both. */
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
    $map($quietRegions, function($region) { '- ' & $region }),
    $count($unknown) > 0 ? 'Accounts with events that the configuration does not list:',
    $map($filter($unknown, function($account, $i) { $i < ${namedAccounts} }), function($account) { '- ' & $account }),
    $count($unknown) > ${namedAccounts} ? '- and ' & ($count($unknown) - ${namedAccounts}) & ' more'
  ], '\\n') & '\\n\\nRunbook: ' & ${JSON.stringify(runbook)}
)`;
