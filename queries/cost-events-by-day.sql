-- How many events each account makes a day, so that a jump is seen.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  day,
  account,
  eventcategory,
  count(DISTINCT eventid) AS events
FROM cloudtrail
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY day, account, eventcategory
ORDER BY account, eventcategory, day
LIMIT 5000;
