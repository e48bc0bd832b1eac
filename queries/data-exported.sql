-- Who exported databases, copied snapshots or images, or began to move data elsewhere.
-- Narrow it: the days and the account; the destination is in the request.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  region,
  principal_name,
  source_address,
  event_source,
  event_name,
  target,
  error_code,
  request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_name IN (
    -- Databases and tables
    'StartExportTask', 'ExportTableToPointInTime', 'CopyDBSnapshot', 'CopyDBClusterSnapshot',
    'CopyClusterSnapshot', 'UnloadTable',
    -- Disks and images
    'CopySnapshot', 'CopyImage', 'CreateInstanceExportTask', 'ExportImage', 'CreateStoreImageTask',
    -- Copies and movers
    'StartCopyJob', 'PutBucketReplication', 'CreateReplicationTask', 'StartReplicationTask', 'StartTaskExecution',
    'CreateJob', 'CreateExportTask'
  )
  AND event_source IN (
    'rds.amazonaws.com', 'dynamodb.amazonaws.com', 'redshift.amazonaws.com', 'ec2.amazonaws.com',
    'backup.amazonaws.com', 's3.amazonaws.com', 'dms.amazonaws.com', 'datasync.amazonaws.com', 'logs.amazonaws.com'
  )
ORDER BY event_time DESC
LIMIT 1000;
