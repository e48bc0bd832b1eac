-- Finds a snapshot that was shared with another account and deleted within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1537, T1578.001, T1578.003
-- row: This snapshot was shared, and then deleted, within two days.
-- first: Find out which account it was shared with, and whether that account is yours.
-- by: account
-- quiet: 7 days
-- match
error_code IS NULL
AND (
  (
    event_name IN ('ModifySnapshotAttribute', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute')
    AND regexp_like(request, '"add":|"valuesToAdd":')
  )
  OR event_name IN (
    'DeleteSnapshot', 'DeleteDBSnapshot', 'DeleteDBClusterSnapshot', 'CopySnapshot', 'CopyDBSnapshot', 'CopyDBClusterSnapshot'
  )
)
-- subject
account,
coalesce(
  json_extract_scalar(request, '$.snapshotId'), json_extract_scalar(request, '$.sourceSnapshotId'),
  json_extract_scalar(request, '$.dBSnapshotIdentifier'), json_extract_scalar(request, '$.dBClusterSnapshotIdentifier'),
  json_extract_scalar(request, '$.sourceDBSnapshotIdentifier'), json_extract_scalar(request, '$.sourceDBClusterSnapshotIdentifier')
) AS snapshot
-- measure
format(
  'shared by %s, copied %d times, deleted by %s',
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'Modify%')), ', '),
  count_if(event_name LIKE 'Copy%'),
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'Delete%')), ', ')
)
-- when
max(event_time) FILTER (WHERE event_name LIKE 'Delete%') > min(event_time) FILTER (WHERE event_name LIKE 'Modify%')
