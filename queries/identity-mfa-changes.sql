-- Whose MFA devices were added, taken away or changed, and by whom.
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
  coalesce(json_extract_scalar(request, '$.userName'), principal_name) AS user_name,
  json_extract_scalar(request, '$.serialNumber') AS device,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_name IN (
    'CreateVirtualMFADevice', 'EnableMFADevice', 'ResyncMFADevice', 'DeactivateMFADevice', 'DeleteVirtualMFADevice',
    'RegisterMfaDevice', 'UpdateMfaDeviceName', 'DeleteMfaDeviceForUser', 'UpdateSsoConfiguration'
  )
ORDER BY event_time DESC
LIMIT 1000;
