-- Who was refused most often, and by which calls.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  principal_arn,
  event_source,
  event_name,
  count(*) AS denied,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND (error_code LIKE 'AccessDenied%' OR error_code LIKE '%UnauthorizedOperation')
GROUP BY account, principal_arn, event_source, event_name
ORDER BY denied DESC, first_seen
LIMIT 200;
