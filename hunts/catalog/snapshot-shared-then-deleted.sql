-- Finds a snapshot that was shared with another account and deleted within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1537, T1578.001, T1578.003
-- row: This snapshot was shared with another account, and then deleted, within two days.
-- first: Find out whether the account that it was shared with is yours; if not, that account may have a copy of the data.
-- by: account, snapshot
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
  'shared with %s by %s, copied %d times, deleted by %s',
  array_join(array_sort(array_distinct(flatten(map_keys(histogram(regexp_extract_all(request, '"([0-9]{12}|all)"', 1)) FILTER (
    WHERE event_name LIKE 'Modify%'
  ))))), ', '),
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'Modify%')), ', '),
  count_if(event_name LIKE 'Copy%'),
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'Delete%')), ', ')
)
-- when
max(event_time) FILTER (WHERE event_name LIKE 'Delete%') > min(event_time) FILTER (WHERE event_name LIKE 'Modify%')
