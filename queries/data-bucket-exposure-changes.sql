-- Who changed what makes a bucket public, shared, unprotected or unlogged.
-- Narrow it: the number of days, or add: AND account = '<account id>'.
SELECT
  eventtime,
  account,
  awsregion,
  useridentity.arn AS principal,
  sourceipaddress,
  eventname,
  json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  errorcode
FROM cloudtrail
WHERE day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
  AND eventsource = 's3.amazonaws.com'
  AND eventname IN (
    'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock',
    'DeleteBucketPublicAccessBlock', 'PutBucketEncryption', 'DeleteBucketEncryption', 'PutBucketVersioning',
    'PutBucketLogging', 'PutBucketReplication', 'DeleteBucketReplication', 'PutBucketLifecycle',
    'DeleteBucketLifecycle', 'PutBucketCors', 'DeleteBucketCors',
    'PutObjectLockConfiguration', 'PutBucketObjectLockConfiguration', 'PutAccountPublicAccessBlock',
    'DeleteAccountPublicAccessBlock', 'PutBucketOwnershipControls', 'DeleteBucket'
  )
ORDER BY eventtime DESC
LIMIT 1000;
