-- Which roles were assumed from another account, by whom and how often.
-- Narrow it: the days, the account of the role; compare caller_account with the accounts of the organization.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  json_extract_scalar(request, '$.roleArn') AS role,
  principal_account AS caller_account,
  source_address,
  count(*) AS calls,
  count(error_code) AS refused,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_name = 'AssumeRole'
  AND principal_account <> account
GROUP BY account, json_extract_scalar(request, '$.roleArn'), principal_account, source_address
ORDER BY account, role, first_seen
LIMIT 1000;
