-- When each account's newest event was made, the oldest first; accounts outside the organization are here too.
-- Narrow it: the days and the account; an account without an event in these days is missing.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  max(event_time) AS newest_event,
  count(*) AS events
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY account
ORDER BY newest_event, account
LIMIT 5000;
