-- Who changed the organization's limits and watchers: SCPs, Config rules, Security Hub, GuardDuty.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, region, principal_arn, source_address, event_source, event_name, error_code, request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND (
    (
      event_source = 'organizations.amazonaws.com'
      AND regexp_like(event_name, 'Policy|DelegatedAdministrator|ServiceAccess')
    )
    OR (
      event_source = 'config.amazonaws.com'
      AND regexp_like(event_name, '^(Put|Delete).*(Rule|ConformancePack|Remediation)')
    )
    OR (
      event_source = 'securityhub.amazonaws.com'
      AND regexp_like(event_name, 'Disable|Disassociate|Delete|UpdateStandardsControl')
    )
    OR (
      event_source = 'guardduty.amazonaws.com'
      AND regexp_like(event_name, 'Delete|Disassociate|Stop|Disable|Update|CreateFilter')
    )
    OR (event_source = 'access-analyzer.amazonaws.com' AND event_name LIKE 'Delete%')
    OR event_name IN (
      'PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock',
      'DisableEbsEncryptionByDefault', 'DisableImageBlockPublicAccess', 'DisableSnapshotBlockPublicAccess',
      'UpdateAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'
    )
  )
  AND NOT is_read_only
ORDER BY event_time DESC
LIMIT 1000;
