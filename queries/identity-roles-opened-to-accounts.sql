-- Which roles were opened to another account, or to everybody, by their trust policy.
-- Narrow it: the days, one account; compare other_account with the accounts of the organization.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
WITH trusts AS (
  SELECT
    event_time,
    account,
    principal_arn,
    json_extract_scalar(request, '$.roleName') AS role,
    coalesce(
      json_extract_scalar(request, '$.policyDocument'),
      json_extract_scalar(request, '$.assumeRolePolicyDocument')
    ) AS trust_policy
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ? AND account LIKE ?
    AND event_source = 'iam.amazonaws.com'
    AND event_name IN ('CreateRole', 'UpdateAssumeRolePolicy')
    AND error_code IS NULL
)
SELECT event_time, account, principal_arn, role, other_account, trust_policy
FROM trusts
-- An account stands in an ARN, or alone; a star is everybody
CROSS JOIN UNNEST(
  array_distinct(
    regexp_extract_all(trust_policy, '(?:iam|sts)::(\d{12}):|"(\d{12})"', 1)
    || regexp_extract_all(trust_policy, '"AWS"\s*:\s*\[?\s*"(\*|\d{12})"', 1)
    || regexp_extract_all(trust_policy, '"Principal"\s*:\s*"(\*)"', 1)
  )
) AS named (other_account)
WHERE other_account <> account
ORDER BY event_time DESC, other_account
LIMIT 1000;
