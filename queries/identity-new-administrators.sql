-- Who was made an administrator: by a policy of AWS, a policy that allows everything, a group, or Identity Center.
-- Narrow it: the days, one account; of a group only the name is known.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, principal_arn, source_address, event_name, target, error_code, request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND (
    (
      event_name IN ('AttachUserPolicy', 'AttachGroupPolicy', 'AttachRolePolicy', 'AttachManagedPolicyToPermissionSet')
      AND regexp_like(request, 'policy/(AdministratorAccess|IAMFullAccess|PowerUserAccess)"')
    )
    OR (
      event_name IN (
        'PutUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutInlinePolicyToPermissionSet',
        'CreatePolicy', 'CreatePolicyVersion'
      )
      -- The policy is JSON in JSON: its quotes are escaped
      AND regexp_like(request, 'Action[\\"]+:[\\"\s\[]+(\*|iam:\*|\*:\*)[\\"]')
    )
    OR (event_name = 'AddUserToGroup' AND regexp_like(request, '(?i)admin'))
    OR (event_name = 'CreateAccountAssignment')
  )
ORDER BY event_time DESC
LIMIT 1000;
