-- What a principal deleted, ended or switched off, and what it tried to.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? principal: ARN of the user, role or session, or its name
SELECT event_time, account, region, event_source, event_name, target, error_code, request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND contains(ARRAY[principal_arn, session_issuer, principal_name], ?)
  AND regexp_like(event_name, '^(Delete|Terminate|Stop|Disable|Deregister|Remove|Purge|Cancel|Schedule.*Deletion)')
ORDER BY event_time
LIMIT 1000;
