-- Finds a principal that signed in to the console and then exported or shared data.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1537, T1530, T1213.006
-- row: This principal signed in to the console, and within two days exported or shared data.
-- first: Find out where the data went, and whether the owner of the data knows about it.
-- by: account, caller
-- quiet: 7 days
-- match
(
  event_source = 'signin.amazonaws.com' AND event_name IN ('ConsoleLogin', 'SwitchRole')
  AND coalesce(json_extract_scalar(response, '$.ConsoleLogin'), json_extract_scalar(response, '$.SwitchRole')) = 'Success'
)
OR (
  event_source <> 'signin.amazonaws.com' AND error_code IS NULL
  AND (
    event_name IN (
      'StartExportTask', 'ExportTableToPointInTime', 'CreateInstanceExportTask', 'ExportImage', 'CreateStoreImageTask',
      'CreateExportTask', 'AuthorizeSnapshotAccess', 'CreateDBShardGroupExportTask'
    )
    OR (
      event_name IN (
        'ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute'
      )
      AND regexp_like(request, '"add":|"valuesToAdd":')
    )
  )
)
-- subject
account, coalesce(regexp_replace(principal_arn, '^(arn:[^:]*:sts::[0-9]*:assumed-role/[^/]+)/.*$', '$1'), principal) AS caller
-- measure
array_join(array_sort(map_keys(histogram(event_name) FILTER (WHERE event_source <> 'signin.amazonaws.com'))), ', ')
-- when
max(event_time) FILTER (WHERE event_source <> 'signin.amazonaws.com')
  > min(event_time) FILTER (WHERE event_source = 'signin.amazonaws.com')
