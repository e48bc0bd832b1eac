-- Everything that was called from an address, by whomever.
-- Narrow it: the days, one account; 203.0.113.% is a whole network.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? address: IP address, % stands for any rest
SELECT
  event_time, account, region, source_address, principal_arn, access_key_id,
  event_source, event_name, target, error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND source_address LIKE ?
ORDER BY event_time
LIMIT 1000;
