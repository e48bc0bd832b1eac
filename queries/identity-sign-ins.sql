-- Who signed in to the console, as what, how often and from where.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? type = %: kind of caller, such as IAMUser, AssumedRole or Root, or % for all
SELECT
  account,
  principal_type,
  principal_name,
  role,
  source_address,
  count(*) AS sign_ins,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND principal_type LIKE ?
  AND event_name = 'ConsoleLogin'
  AND json_extract_scalar(response, '$.ConsoleLogin') = 'Success'
GROUP BY account, principal_type, principal_name, role, source_address
ORDER BY account, first_seen
LIMIT 1000;
