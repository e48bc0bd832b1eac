-- Which users signed in to the console without MFA.
-- Narrow it: the days, one account; federated sign-ins are left out, their MFA is asked for elsewhere.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, principal_arn, source_address, user_agent
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_name = 'ConsoleLogin'
  AND principal_type = 'IAMUser'
  AND json_extract_scalar(response, '$.ConsoleLogin') = 'Success'
  AND coalesce(json_extract_scalar(additional, '$.MFAUsed'), 'No') <> 'Yes'
ORDER BY event_time DESC
LIMIT 1000;
