-- Finds a principal that read many different log groups within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1654, T1552.001
-- row: This principal read this many log groups of the account within the hour.
-- first: Contact the person, or the owner of the program, and compare with the incident that they worked on.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 12: different log groups at least
-- match
event_source = 'logs.amazonaws.com' AND NOT is_service AND error_code IS NULL
AND event_name IN ('GetLogEvents', 'FilterLogEvents', 'StartQuery', 'StartLiveTail')
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d log groups with %d calls',
  count(DISTINCT coalesce(
    json_extract_scalar(request, '$.logGroupName'), json_extract_scalar(request, '$.logGroupIdentifier'),
    json_format(json_extract(request, '$.logGroupNames')), json_format(json_extract(request, '$.logGroupIdentifiers'))
  )),
  count(*)
)
-- when
count(DISTINCT coalesce(
  json_extract_scalar(request, '$.logGroupName'), json_extract_scalar(request, '$.logGroupIdentifier'),
  json_format(json_extract(request, '$.logGroupNames')), json_format(json_extract(request, '$.logGroupIdentifiers'))
)) >= ?least
