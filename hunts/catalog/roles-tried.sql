-- Finds a principal that was refused at assuming many different roles.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1087.004, T1069.003, T1548.005
-- row: This principal was refused at this many different roles.
-- first: Stop the principal, and look for a role that it could assume.
-- by: principal
-- quiet: 7 days
-- ? least = 5: different roles at least
-- match
event_source = 'sts.amazonaws.com' AND event_name LIKE 'AssumeRole%' AND is_refused
-- subject
principal
-- measure
format(
  '%d roles of %d accounts', count(DISTINCT json_extract_scalar(request, '$.roleArn')),
  count(DISTINCT regexp_extract(json_extract_scalar(request, '$.roleArn'), '::([0-9]{12}):', 1))
)
-- when
count(DISTINCT json_extract_scalar(request, '$.roleArn')) >= ?least
