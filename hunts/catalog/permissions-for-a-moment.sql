-- Finds wide permissions of a role or user that were given and removed again within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1098.003, T1548.005, T1070
-- row: This wide policy was attached to, or written into, the identity, and later removed.
-- first: Read what the identity did in between.
-- by: account, identity
-- quiet: 7 days
-- match
event_source = 'iam.amazonaws.com' AND error_code IS NULL AND NOT is_service
AND event_name IN (
  'AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy', 'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy',
  'DetachUserPolicy', 'DetachRolePolicy', 'DetachGroupPolicy', 'DeleteUserPolicy', 'DeleteRolePolicy', 'DeleteGroupPolicy'
)
AND (
  event_name IN ('DeleteUserPolicy', 'DeleteRolePolicy', 'DeleteGroupPolicy')
  OR regexp_like(
    json_extract_scalar(request, '$.policyArn'), ':aws:policy/(AdministratorAccess|PowerUserAccess|IAMFullAccess|job-function/SystemAdministrator)$'
  )
  OR regexp_like(lower(json_extract_scalar(request, '$.policyDocument')), '"(\*|(iam|sts|organizations):[a-z*]*\*)"')
)
-- subject
account,
coalesce(
  json_extract_scalar(request, '$.userName'), json_extract_scalar(request, '$.roleName'),
  json_extract_scalar(request, '$.groupName')
) AS identity,
coalesce(json_extract_scalar(request, '$.policyArn'), json_extract_scalar(request, '$.policyName')) AS policy
-- measure
format(
  'given by %s, removed by %s',
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'Attach%' OR event_name LIKE 'Put%')), ', '),
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'De%')), ', ')
)
-- when
max(event_time) FILTER (WHERE event_name LIKE 'De%')
  > min(event_time) FILTER (WHERE event_name LIKE 'Attach%' OR event_name LIKE 'Put%')
