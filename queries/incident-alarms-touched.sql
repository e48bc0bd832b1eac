-- Which alarms an address or a principal is behind: the calls it made that the detections look for.
-- Narrow it: the days, one account; a call that stands here did not have to set the alarm off.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? who: IP address, access key, ARN or name
WITH watched (detection, event_name) AS (VALUES
  ('trail-changes', 'StopLogging'),
  ('trail-changes', 'DeleteTrail'),
  ('trail-changes', 'UpdateTrail'),
  ('config-changes', 'StopConfigurationRecorder'),
  ('config-changes', 'DeleteDeliveryChannel'),
  ('config-changes', 'PutConfigurationRecorder'),
  ('config-changes', 'PutDeliveryChannel'),
  ('config-recorder-stopped', 'DeleteConfigurationRecorder'),
  ('log-sources-switched-off', 'DeleteFlowLogs'),
  ('log-sources-switched-off', 'DisassociateResolverQueryLogConfig'),
  ('log-sources-switched-off', 'DeleteResolverQueryLogConfig'),
  ('alarm-or-rule-silenced', 'DisableAlarmActions'),
  ('alarm-or-rule-silenced', 'SetAlarmState'),
  ('alarm-or-rule-silenced', 'DisableRule'),
  ('security-services-disabled', 'DisableSecurityHub'),
  ('guardduty-blinded', 'DeleteDetector'),
  ('user-credentials-made', 'CreateAccessKey'),
  ('user-credentials-made', 'CreateLoginProfile'),
  ('iam-policy-changes', 'AttachUserPolicy'),
  ('iam-policy-changes', 'AttachRolePolicy'),
  ('iam-policy-changes', 'PutUserPolicy'),
  ('iam-policy-changes', 'PutRolePolicy'),
  ('iam-policy-changes', 'CreatePolicyVersion'),
  ('trust-or-limits-changed', 'UpdateAssumeRolePolicy'),
  ('sign-in-protection-weakened', 'DeactivateMFADevice'),
  ('machine-shells', 'StartSession'),
  ('machine-shells', 'SendSSHPublicKey'),
  ('security-group-changes', 'AuthorizeSecurityGroupIngress'),
  ('security-group-changes', 'CreateSecurityGroup'),
  ('route-table-changes', 'CreateRoute'),
  ('route-table-changes', 'ReplaceRoute'),
  ('bucket-policy-changes', 'PutBucketPolicy'),
  ('bucket-policy-changes', 'PutBucketAcl'),
  ('bucket-policy-changes', 'DeleteBucketPolicy'),
  ('key-disabled-or-deleted', 'DisableKey'),
  ('key-disabled-or-deleted', 'ScheduleKeyDeletion'),
  ('key-access-changed', 'PutKeyPolicy'),
  ('key-access-changed', 'CreateGrant'),
  ('secrets-read-in-bulk', 'GetSecretValue'),
  ('secrets-read-in-bulk', 'BatchGetSecretValue'),
  ('copies-made-of-data', 'CreateSnapshot'),
  ('copies-made-of-data', 'CopySnapshot'),
  ('organization-changes', 'MoveAccount'),
  ('organization-changes', 'AttachPolicy'),
  ('organization-changes', 'CreateAccount'),
  ('account-leaving', 'LeaveOrganization')
)
SELECT
  detection,
  account,
  principal_arn,
  source_address,
  array_join(array_agg(DISTINCT event_name ORDER BY event_name), ', ') AS calls,
  count(*) AS events,
  count(error_code) AS refused,
  min(event_time) AS first_seen
FROM cloudtrail_events
JOIN watched USING (event_name)
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND contains(ARRAY[source_address, access_key_id, principal_arn, session_issuer, principal_name], ?)
GROUP BY detection, account, principal_arn, source_address
ORDER BY first_seen, detection
LIMIT 1000;
