-- Finds a principal that read the code and the environment of many functions.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1552.001
-- row: This principal read the code or the environment variables of this many functions in the account and hour.
-- first: Find out whether the principal deploys functions; if not, replace every secret in their environment.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 10: different functions at least
-- match
event_source = 'lambda.amazonaws.com' AND NOT is_service AND error_code IS NULL
AND (event_name LIKE 'GetFunction2%' OR event_name LIKE 'GetFunctionConfiguration%' OR event_name = 'GetFunction')
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format('%d functions', count(DISTINCT json_extract_scalar(request, '$.functionName')))
-- when
count(DISTINCT json_extract_scalar(request, '$.functionName')) >= ?least
