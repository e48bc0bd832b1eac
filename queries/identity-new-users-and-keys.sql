-- Which users, access keys, passwords and other credentials were made, by whom, for whom.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  principal_arn,
  source_address,
  event_name,
  -- Who makes a key without naming a user makes it for himself
  coalesce(json_extract_scalar(request, '$.userName'), principal_name) AS user_name,
  json_extract_scalar(response, '$.accessKey.accessKeyId') AS new_key,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_source = 'iam.amazonaws.com'
  AND event_name IN (
    'CreateUser', 'CreateAccessKey', 'UpdateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile', 'ChangePassword',
    'CreateServiceSpecificCredential', 'ResetServiceSpecificCredential',
    'UploadSSHPublicKey', 'UploadSigningCertificate'
  )
ORDER BY event_time DESC
LIMIT 1000;
