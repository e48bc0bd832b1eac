-- Which accounts and services make most events.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  eventsource,
  eventcategory,
  count(DISTINCT eventid) AS events
FROM cloudtrail
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY account, eventsource, eventcategory
ORDER BY events DESC, account, eventsource
LIMIT 200;
