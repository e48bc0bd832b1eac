-- What an access key touched: every service and resource, read, changed or refused.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? key: access key id
SELECT
  account,
  event_source,
  target,
  count_if(error_code IS NULL AND is_read_only) AS reads,
  count_if(error_code IS NULL AND NOT is_read_only) AS changes,
  count(error_code) AS refused,
  array_join(array_agg(DISTINCT event_name ORDER BY event_name), ', ') AS calls,
  min(event_time) AS first_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND access_key_id = ?
GROUP BY account, event_source, target
ORDER BY changes DESC, first_seen
LIMIT 1000;
