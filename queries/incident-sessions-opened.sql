-- Who opened a shell on a machine or container, and where: Session Manager, commands, SSH keys, ECS.
-- Narrow it: the days, one account; the commands of a session: incident-session-commands.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time, account, region, principal_arn, source_address, event_name,
  coalesce(
    json_extract_scalar(request, '$.target'),
    json_extract_scalar(request, '$.instanceId'),
    json_extract_scalar(request, '$.instanceIds[0]'),
    json_extract_scalar(request, '$.task')
  ) AS machine,
  json_extract_scalar(response, '$.sessionId') AS session_id,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_name IN (
    'StartSession', 'ResumeSession', 'SendCommand', 'ExecuteCommand',
    'SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'
  )
ORDER BY event_time
LIMIT 1000;
