-- Everything a user, role or session did, in order.
-- Narrow it: the days, one account; a role's ARN finds all its sessions, a session's name that session.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? principal: ARN of the user, role or session, or its name
SELECT
  event_time, account, region, principal_arn, access_key_id, source_address,
  event_source, event_name, target, error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND contains(ARRAY[principal_arn, session_issuer, principal_name], ?)
ORDER BY event_time
LIMIT 1000;
