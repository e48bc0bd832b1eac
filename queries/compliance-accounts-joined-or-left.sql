-- Which accounts were made, invited, moved, closed, or left the organization.
-- Narrow it: the days, the management account; new accounts belong into the configuration.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  principal_arn,
  event_name,
  coalesce(
    json_extract_scalar(request, '$.accountId'),
    json_extract_scalar(request, '$.accountName'),
    json_extract_scalar(request, '$.target.id')
  ) AS about,
  json_extract_scalar(request, '$.destinationParentId') AS moved_to,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_source = 'organizations.amazonaws.com'
  AND event_name IN (
    'CreateAccount', 'CreateGovCloudAccount', 'CreateAccountResult', 'InviteAccountToOrganization', 'AcceptHandshake',
    'MoveAccount', 'RemoveAccountFromOrganization', 'LeaveOrganization', 'CloseAccount', 'DeleteOrganization'
  )
ORDER BY event_time DESC
LIMIT 1000;
