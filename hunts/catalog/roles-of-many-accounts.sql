-- Finds a principal that assumed, or tried to assume, roles in many accounts within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1078.004, T1199, T1550.001, T1021.007
-- row: One principal requested sessions of roles in this many accounts.
-- first: Find out whether the principal is a pipeline or scanner of yours that works in all accounts.
-- by: principal
-- quiet: 90 days
-- routine: left out
-- ? least = 8: accounts at least
-- match
event_source = 'sts.amazonaws.com' AND event_name IN ('AssumeRole', 'AssumeRoot') AND NOT is_service
-- subject
principal
-- measure
format(
  '%d accounts, %d requests, %d of them refused',
  count(DISTINCT coalesce(
    regexp_extract(json_extract_scalar(request, '$.roleArn'), '::([0-9]{12}):', 1),
    json_extract_scalar(request, '$.targetPrincipal')
  )),
  count(*),
  count_if(is_refused)
)
-- when
count(DISTINCT coalesce(
  regexp_extract(json_extract_scalar(request, '$.roleArn'), '::([0-9]{12}):', 1),
  json_extract_scalar(request, '$.targetPrincipal')
)) >= ?least
