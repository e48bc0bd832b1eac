-- Who made a database reachable from the internet.
-- Narrow it: the days and the account; network-ports-reached tells who came.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  region,
  principal_name,
  source_address,
  event_name,
  coalesce(
    json_extract_scalar(request, '$.dBInstanceIdentifier'),
    json_extract_scalar(request, '$.dBClusterIdentifier'),
    json_extract_scalar(request, '$.clusterIdentifier'),
    json_extract_scalar(request, '$.replicationInstanceIdentifier'),
    json_extract_scalar(request, '$.workgroupName')
  ) AS database,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source IN (
    'rds.amazonaws.com', 'redshift.amazonaws.com', 'redshift-serverless.amazonaws.com', 'dms.amazonaws.com'
  )
  AND is_read_only = false
  AND lower(json_extract_scalar(request, '$.publiclyAccessible')) = 'true'
ORDER BY event_time DESC
LIMIT 1000;
