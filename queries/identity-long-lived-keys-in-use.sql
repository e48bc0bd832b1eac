-- Which long-lived access keys are used, by whom, from how many addresses.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  principal_arn,
  access_key_id,
  count(*) AS calls,
  count(DISTINCT source_address) AS addresses,
  count(DISTINCT event_source) AS services,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  -- Keys of sessions begin with ASIA
  AND access_key_id LIKE 'AKIA%'
GROUP BY account, principal_arn, access_key_id
ORDER BY account, principal_arn, access_key_id
LIMIT 1000;
