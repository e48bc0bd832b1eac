-- Finds a principal that read many different secrets or parameters within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1555.006, T1119
-- row: This principal read this many different secrets and parameters of the account.
-- first: Compare the secrets with what the workload needs; replace those that it does not need.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 15: different secrets and parameters at least
-- ? pages = 4: or pages of secrets that a filter selects, within a minute at least
-- match
NOT is_service AND error_code IS NULL
AND (
  (event_source = 'secretsmanager.amazonaws.com' AND event_name IN ('GetSecretValue', 'BatchGetSecretValue'))
  OR (event_source = 'ssm.amazonaws.com' AND event_name IN ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory'))
  OR (
    event_source = 'kms.amazonaws.com' AND event_name = 'Decrypt'
    AND regexp_like(request, '"(PARAMETER_ARN|SecretARN)"')
  )
)
-- subject
account, principal
-- measure
format(
  '%d different secrets and parameters, and %d pages of secrets within a minute',
  cardinality(array_distinct(flatten(map_keys(histogram(coalesce(
    TRY_CAST(json_extract(request, '$.names') AS array(varchar)),
    TRY_CAST(json_extract(request, '$.secretIdList') AS array(varchar)),
    ARRAY[coalesce(
      json_extract_scalar(request, '$.secretId'), json_extract_scalar(request, '$.name'), json_extract_scalar(request, '$.path'),
      json_extract_scalar(request, '$.encryptionContext.PARAMETER_ARN'), json_extract_scalar(request, '$.encryptionContext.SecretARN')
    )]
  )))))),
  coalesce(array_max(map_values(histogram(date_trunc('minute', event_time)) FILTER (
    WHERE event_name = 'BatchGetSecretValue' AND json_extract(request, '$.secretIdList') IS NULL
  ))), 0)
)
-- when
cardinality(array_distinct(flatten(map_keys(histogram(coalesce(
  TRY_CAST(json_extract(request, '$.names') AS array(varchar)),
  TRY_CAST(json_extract(request, '$.secretIdList') AS array(varchar)),
  ARRAY[coalesce(
    json_extract_scalar(request, '$.secretId'), json_extract_scalar(request, '$.name'), json_extract_scalar(request, '$.path'),
    json_extract_scalar(request, '$.encryptionContext.PARAMETER_ARN'), json_extract_scalar(request, '$.encryptionContext.SecretARN')
  )]
)))))) >= ?least
-- The event of such a call does not name the secrets. A page has twenty secrets
OR array_max(map_values(histogram(date_trunc('minute', event_time)) FILTER (
  WHERE event_name = 'BatchGetSecretValue' AND json_extract(request, '$.secretIdList') IS NULL
))) >= ?pages
