-- Which root users were used without MFA.
-- Narrow it: the days, one account; every row is a breach.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, event_source, event_name, source_address, user_agent, error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND principal_type = 'Root'
  AND event_type <> 'AwsServiceEvent'
  AND coalesce(mfa, json_extract_scalar(additional, '$.MFAUsed'), 'No') NOT IN ('true', 'Yes')
ORDER BY event_time DESC
LIMIT 1000;
