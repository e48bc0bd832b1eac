-- Who changed IAM policies, roles, users and keys.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, principal_arn, source_address, event_name, error_code, request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_source = 'iam.amazonaws.com'
  AND NOT is_read_only
ORDER BY event_time DESC
LIMIT 1000;
