-- Who changed who may use a KMS key: policies, grants, and keys switched off or set to be deleted.
-- Narrow it: the days, one account; grants that a service gives itself are left out.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time, account, region, principal_arn, source_address, event_name, target,
  json_extract_scalar(request, '$.granteePrincipal') AS grantee,
  json_extract_scalar(request, '$.policy') AS policy,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_source = 'kms.amazonaws.com'
  AND event_name IN (
    'PutKeyPolicy', 'CreateGrant', 'DisableKey', 'ScheduleKeyDeletion', 'DisableKeyRotation',
    'DeleteImportedKeyMaterial'
  )
  AND (
    event_name <> 'CreateGrant' OR (
      source_address NOT LIKE '%autoscaling.amazonaws.com' AND source_address NOT IN (
        'AWS Internal', 'ec2.amazonaws.com', 'rds.amazonaws.com', 'dynamodb.amazonaws.com', 'backup.amazonaws.com'
      )
    )
  )
ORDER BY event_time DESC
LIMIT 1000;
