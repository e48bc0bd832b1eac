-- Who shared snapshots and images with other accounts or with everybody (all).
-- Narrow it: the days and the account; shared_with is read from the request.
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
    json_extract_scalar(request, '$.snapshotId'),
    json_extract_scalar(request, '$.imageId'),
    json_extract_scalar(request, '$.dBSnapshotIdentifier'),
    json_extract_scalar(request, '$.dBClusterSnapshotIdentifier'),
    json_extract_scalar(request, '$.snapshotIdentifier')
  ) AS copy,
  coalesce(
    -- EBS, images, RDS, Redshift
    json_format(json_extract(request, '$.createVolumePermission.add.items')),
    json_format(json_extract(request, '$.launchPermission.add.items')),
    json_format(json_extract(request, '$.valuesToAdd')),
    json_extract_scalar(request, '$.accountWithRestoreAccess')
  ) AS shared_with,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_name IN (
    'ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute',
    'ModifyDBClusterSnapshotAttribute', 'AuthorizeSnapshotAccess'
  )
  -- Without these it was shared less, not more
  AND regexp_like(request, '"add":|"valuesToAdd":|"accountWithRestoreAccess":')
ORDER BY event_time DESC
LIMIT 1000;
