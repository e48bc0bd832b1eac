-- Finds a principal that signed in to the console and then created a credential that outlives the session.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1098.001, T1136.003, T1078.004
-- row: This principal signed in to the console, and within two days created a user, a password or a key.
-- first: Find out for whom the credential is, and delete it if nobody requested it.
-- by: account, caller
-- quiet: 7 days
-- match
(
  event_source = 'signin.amazonaws.com' AND event_name IN ('ConsoleLogin', 'SwitchRole')
  AND coalesce(json_extract_scalar(response, '$.ConsoleLogin'), json_extract_scalar(response, '$.SwitchRole')) = 'Success'
)
OR (
  event_source = 'iam.amazonaws.com' AND error_code IS NULL
  AND event_name IN (
    'CreateAccessKey', 'CreateLoginProfile', 'CreateUser', 'UpdateLoginProfile', 'UploadSSHPublicKey',
    'CreateServiceSpecificCredential', 'UploadSigningCertificate'
  )
)
-- subject
account, coalesce(regexp_replace(principal_arn, '^(arn:[^:]*:sts::[0-9]*:assumed-role/[^/]+)/.*$', '$1'), principal) AS caller
-- measure
array_join(array_sort(map_keys(histogram(event_name) FILTER (WHERE event_source = 'iam.amazonaws.com'))), ', ')
-- when
max(event_time) FILTER (WHERE event_source = 'iam.amazonaws.com')
  > min(event_time) FILTER (WHERE event_source = 'signin.amazonaws.com')
