-- From which addresses and with which tools an access key was used, and how often it was refused.
-- Narrow it: the days, one account.
-- Not split: a key may be used in several accounts.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? key: access key id
SELECT
  source_address,
  user_agent,
  principal_arn,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen,
  count(*) AS calls,
  count(error_code) AS refused
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND access_key_id = ?
GROUP BY source_address, user_agent, principal_arn
ORDER BY first_seen
LIMIT 1000;
