-- Who was refused many times within an hour: somebody who tries what a credential can do.
-- Narrow it: the days, one account, more refusals.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? least = 10: refusals at least
SELECT
  date_trunc('hour', event_time) AS hour,
  account,
  principal_arn,
  source_address,
  count(*) AS refused,
  count(DISTINCT event_source) AS services,
  array_join(array_agg(DISTINCT event_name ORDER BY event_name), ', ') AS calls
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND (error_code LIKE 'AccessDenied%' OR error_code LIKE '%UnauthorizedOperation')
GROUP BY date_trunc('hour', event_time), account, principal_arn, source_address
HAVING count(*) >= CAST(? AS bigint)
ORDER BY hour, refused DESC
LIMIT 1000;
