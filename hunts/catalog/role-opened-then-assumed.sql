-- Finds a role that was created, or whose trust was changed, and that another account assumed within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1098.003, T1199, T1078.004
-- row: This role was created or opened, and then assumed from another account.
-- first: Find out whose account it is; if it is not yours, delete the role and revoke its sessions.
-- by: role_account, role
-- quiet: 7 days
-- match
error_code IS NULL
AND (
  (event_source = 'iam.amazonaws.com' AND event_name IN ('CreateRole', 'UpdateAssumeRolePolicy'))
  OR (
    event_source = 'sts.amazonaws.com' AND event_name = 'AssumeRole'
    AND principal_account <> regexp_extract(json_extract_scalar(request, '$.roleArn'), '::([0-9]{12}):', 1)
  )
)
-- subject
coalesce(regexp_extract(json_extract_scalar(request, '$.roleArn'), '::([0-9]{12}):', 1), account) AS role_account,
coalesce(regexp_extract(json_extract_scalar(request, '$.roleArn'), '([^/]+)$', 1), json_extract_scalar(request, '$.roleName')) AS role
-- measure
format(
  'opened by %s; assumed from %s',
  array_join(map_keys(histogram(principal) FILTER (WHERE event_source = 'iam.amazonaws.com')), ', '),
  array_join(map_keys(histogram(principal_account) FILTER (WHERE event_source = 'sts.amazonaws.com')), ', ')
)
-- when
max(event_time) FILTER (WHERE event_source = 'sts.amazonaws.com')
  > min(event_time) FILTER (WHERE event_source = 'iam.amazonaws.com')
