-- Finds a user or an access key that was created and soon deleted again.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1136.003, T1098.001, T1070
-- row: This user or access key was created and deleted within two days.
-- first: Read every call of the user or key, and who created it.
-- by: account, credential
-- quiet: 7 days
-- match
event_source = 'iam.amazonaws.com' AND error_code IS NULL
AND event_name IN ('CreateUser', 'DeleteUser', 'CreateAccessKey', 'DeleteAccessKey')
-- subject
account,
CASE
  WHEN event_name LIKE '%AccessKey'
    THEN coalesce(json_extract_scalar(response, '$.accessKey.accessKeyId'), json_extract_scalar(request, '$.accessKeyId'))
  ELSE json_extract_scalar(request, '$.userName')
END AS credential
-- measure
concat('by ', array_join(array_sort(map_keys(histogram(principal))), ', '))
-- when
max(event_time) FILTER (WHERE event_name LIKE 'Delete%') > min(event_time) FILTER (WHERE event_name LIKE 'Create%')
