-- What the root users did, and from where.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, region, event_source, event_name, target, source_address, user_agent, error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND principal_type = 'Root'
  AND event_type <> 'AwsServiceEvent'
ORDER BY event_time DESC
LIMIT 1000;
