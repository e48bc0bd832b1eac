-- Everything an access key did, in order.
-- Narrow it: the days, the accounts; find the key with incident-actions-of-principal.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? key: access key id, such as AKIAIOSFODNN7EXAMPLE
SELECT
  event_time, account, region, principal_arn, source_address, user_agent, event_source, event_name, target, error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND access_key_id = ?
ORDER BY event_time
LIMIT 1000;
