-- Which roles were made or got another trust policy, and whom they trust now.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  principal_arn,
  source_address,
  event_name,
  json_extract_scalar(request, '$.roleName') AS role,
  coalesce(
    json_extract_scalar(request, '$.policyDocument'),
    json_extract_scalar(request, '$.assumeRolePolicyDocument')
  ) AS trust_policy,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_source = 'iam.amazonaws.com'
  AND event_name IN ('CreateRole', 'UpdateAssumeRolePolicy')
ORDER BY event_time DESC
LIMIT 1000;
