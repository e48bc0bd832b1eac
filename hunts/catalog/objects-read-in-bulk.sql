-- Finds a principal that read many objects of a bucket within two days; only where data events are recorded.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1530, T1119
-- row: This principal read this many objects of the bucket.
-- first: Find out whether the principal reads so many objects every day; if not, find out where it wrote them to.
-- by: principal, bucket
-- quiet: 90 days
-- routine: left out
-- ? objects = 1000: different objects at least
-- ? megabytes = 10000: or megabytes at least
-- match
event_source = 's3.amazonaws.com' AND event_name IN ('GetObject', 'CopyObject', 'SelectObjectContent') AND error_code IS NULL
AND NOT is_service
-- subject
principal, json_extract_scalar(request, '$.bucketName') AS bucket
-- measure
format(
  '%d objects, %.0f megabytes',
  count(DISTINCT json_extract_scalar(request, '$.key')),
  coalesce(sum(TRY_CAST(json_extract_scalar(additional, '$.bytesTransferredOut') AS double)), 0) / 1000000
)
-- when
count(DISTINCT json_extract_scalar(request, '$.key')) >= ?objects
OR sum(TRY_CAST(json_extract_scalar(additional, '$.bytesTransferredOut') AS double)) >= ?megabytes * 1e6
