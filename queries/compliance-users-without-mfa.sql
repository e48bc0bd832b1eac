-- Which users signed in to the console with MFA, and which without it.
-- Narrow it: the days, one account; who always used it stands last.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  principal_arn,
  count(*) AS sign_ins,
  count_if(coalesce(json_extract_scalar(additional, '$.MFAUsed'), 'No') <> 'Yes') AS without_mfa,
  max(event_time) AS last_sign_in
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_name = 'ConsoleLogin'
  AND principal_type = 'IAMUser'
  AND json_extract_scalar(response, '$.ConsoleLogin') = 'Success'
GROUP BY account, principal_arn
ORDER BY without_mfa DESC, account, principal_arn
LIMIT 1000;
