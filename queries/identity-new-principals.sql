-- Which users and roles called for the first time in the days.
-- Narrow it: one account; the farther back since reaches, the more is known and read.
-- ? since: first day of what counts as known, such as 2026/10/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? from: first day of what counts as new, such as 2026/11/01
SELECT
  account,
  coalesce(session_issuer, principal_arn) AS principal,
  min(event_time) AS first_seen,
  min_by(source_address, event_time) AS first_address,
  min_by(event_name, event_time) AS first_call,
  count(*) AS calls
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND principal_type IN ('IAMUser', 'AssumedRole', 'FederatedUser')
  AND NOT regexp_like(coalesce(session_issuer, ''), '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-service-role/')
GROUP BY account, coalesce(session_issuer, principal_arn)
HAVING min(day) >= ?
ORDER BY first_seen
LIMIT 1000;
