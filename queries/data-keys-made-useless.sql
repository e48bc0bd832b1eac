-- Who disabled keys, planned their deletion or changed who may use them; what they encrypt is lost with them.
-- Narrow it: the days and the account; a planned deletion can be cancelled until its day.
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
  target AS kms_key,
  json_extract_scalar(request, '$.pendingWindowInDays') AS days_left,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source = 'kms.amazonaws.com'
  AND event_name IN (
    'ScheduleKeyDeletion', 'CancelKeyDeletion', 'DisableKey', 'EnableKey', 'DeleteImportedKeyMaterial',
    'DeleteKey', 'PutKeyPolicy', 'DisconnectCustomKeyStore', 'DeleteAlias', 'UpdateAlias'
  )
ORDER BY event_time DESC
LIMIT 1000;
