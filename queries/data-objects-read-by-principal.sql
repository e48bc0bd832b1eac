-- Who read objects of which bucket, how many and how much; only where the trail records data events.
-- Narrow it: the days, the account, and the bucket.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? bucket = %: bucket, or % for all
SELECT
  account,
  json_extract_scalar(request, '$.bucketName') AS bucket,
  principal_arn,
  source_address,
  count(*) AS calls,
  count(DISTINCT json_extract_scalar(request, '$.key')) AS objects,
  CAST(sum(CAST(json_extract_scalar(additional, '$.bytesTransferredOut') AS double)) AS bigint) AS bytes,
  count_if(error_code IS NOT NULL) AS refused,
  min(event_time) AS first_call,
  max(event_time) AS last_call
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source = 's3.amazonaws.com'
  AND event_name IN ('GetObject', 'CopyObject', 'GetObjectTorrent', 'SelectObjectContent')
  AND json_extract_scalar(request, '$.bucketName') LIKE ?
GROUP BY account, json_extract_scalar(request, '$.bucketName'), principal_arn, source_address
ORDER BY bytes DESC NULLS LAST, calls DESC
LIMIT 500;
