-- Who changed what makes a bucket public, shared, unprotected or unlogged.
-- Narrow it: the days and the account; data-policies-opened tells which policies let outsiders in.
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
  json_extract_scalar(request, '$.bucketName') AS bucket,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source IN ('s3.amazonaws.com', 's3-control.amazonaws.com')
  AND event_name IN (
    'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutObjectAcl', 'PutBucketPublicAccessBlock',
    'DeleteBucketPublicAccessBlock', 'PutBucketEncryption', 'DeleteBucketEncryption', 'PutBucketVersioning',
    'PutBucketLogging', 'PutBucketReplication', 'DeleteBucketReplication', 'PutBucketLifecycle',
    'DeleteBucketLifecycle', 'PutBucketCors', 'DeleteBucketCors', 'PutBucketWebsite',
    'PutObjectLockConfiguration', 'PutBucketObjectLockConfiguration', 'PutAccountPublicAccessBlock',
    'DeleteAccountPublicAccessBlock', 'PutBucketOwnershipControls', 'PutAccessPointPolicy', 'DeleteBucket'
  )
ORDER BY event_time DESC
LIMIT 1000;
