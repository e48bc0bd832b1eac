-- Finds a principal that made snapshots of many volumes and databases within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1578.001, T1119
-- row: This principal made snapshots of this many volumes and databases of the account within the hour.
-- first: Find out whether the principal makes backups; if not, look for snapshots that were shared or copied.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 10: different volumes and databases at least
-- match
NOT is_service AND error_code IS NULL
AND event_name IN ('CreateSnapshot', 'CreateSnapshots', 'CreateDBSnapshot', 'CreateDBClusterSnapshot', 'CreateImage')
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d volumes and databases',
  count(DISTINCT coalesce(
    json_extract_scalar(request, '$.volumeId'), json_extract_scalar(request, '$.dBInstanceIdentifier'),
    json_extract_scalar(request, '$.dBClusterIdentifier'), json_extract_scalar(request, '$.instanceId'),
    json_extract_scalar(request, '$.instanceSpecification.instanceId')
  ))
)
-- when
count(DISTINCT coalesce(
  json_extract_scalar(request, '$.volumeId'), json_extract_scalar(request, '$.dBInstanceIdentifier'),
  json_extract_scalar(request, '$.dBClusterIdentifier'), json_extract_scalar(request, '$.instanceId'),
  json_extract_scalar(request, '$.instanceSpecification.instanceId')
)) >= ?least
