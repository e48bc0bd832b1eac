-- Which log groups of applications write most.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  loggroup,
  count(*) AS log_events,
  sum(length(to_utf8(entry[1].message))) AS bytes,
  max(length(to_utf8(entry[1].message))) AS longest
FROM app_logs
CROSS JOIN UNNEST(transform(logevents, entry -> ARRAY[entry])) AS entries (entry)
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND messagetype = 'DATA_MESSAGE'
GROUP BY account, region, loggroup
ORDER BY bytes DESC, account, loggroup
LIMIT 200;
