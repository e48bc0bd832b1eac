-- Who read one secret or parameter, when and from where.
-- Narrow it: the days, the account, and a part of the secret's name or ARN.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? secret: part of the secret's name or ARN, such as prod/db
SELECT
  event_time,
  account,
  region,
  principal_arn,
  access_key_id,
  source_address,
  event_name,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source IN ('secretsmanager.amazonaws.com', 'ssm.amazonaws.com')
  AND (event_name LIKE 'Get%' OR event_name = 'BatchGetSecretValue')
  AND strpos(request, ?) > 0
ORDER BY event_time DESC
LIMIT 1000;
