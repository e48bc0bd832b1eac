-- Who read secrets and parameters: how many different ones, how often, and from where.
-- Narrow it: the days and the account; raise least to see only those who read many.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? least = 1: different secrets at least
SELECT
  account,
  principal_arn,
  event_name,
  count(DISTINCT secret) AS secrets,
  count(*) AS calls,
  count_if(error_code IS NOT NULL) AS refused,
  array_sort(array_agg(DISTINCT source_address)) AS source_addresses,
  min(event_time) AS first_call,
  max(event_time) AS last_call
FROM (
  SELECT
    account,
    principal_arn,
    event_name,
    event_time,
    source_address,
    error_code,
    -- GetParameters and BatchGetSecretValue name many at once: their list counts as one
    coalesce(
      json_extract_scalar(request, '$.secretId'),
      json_extract_scalar(request, '$.name'),
      json_extract_scalar(request, '$.path'),
      json_format(json_extract(request, '$.names')),
      json_format(json_extract(request, '$.secretIdList')),
      'unnamed'
    ) AS secret
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
    AND event_source IN ('secretsmanager.amazonaws.com', 'ssm.amazonaws.com')
    AND event_name IN (
      'GetSecretValue', 'BatchGetSecretValue', 'GetParameter', 'GetParameters', 'GetParametersByPath',
      'GetParameterHistory'
    )
)
GROUP BY account, principal_arn, event_name
HAVING count(DISTINCT secret) >= CAST(? AS bigint)
ORDER BY secrets DESC, calls DESC
LIMIT 500;
