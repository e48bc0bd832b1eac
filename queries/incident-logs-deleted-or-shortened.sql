-- Which stored logs were deleted, or set to expire: log groups, retention, lifecycle rules, objects.
-- Narrow it: the days, one account; objects are seen where their bucket's data events are recorded.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time, account, region, principal_arn, source_address, event_name, target,
  json_extract_scalar(request, '$.retentionInDays') AS retention_days,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND (
    event_name IN (
      'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteEventDataStore', 'DeleteTrail',
      'PutBucketLifecycle', 'PutBucketLifecycleConfiguration'
    )
    -- Objects: of a bucket that holds logs
    OR (event_name IN ('DeleteObject', 'DeleteObjects', 'DeleteBucket') AND regexp_like(request, '(?i)log|trail|audit'))
  )
ORDER BY event_time
LIMIT 1000;
