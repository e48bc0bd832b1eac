-- How many events each account and region delivered, and when the last one was; a silent one is missing here.
-- Narrow it: the days and the account; health-silent-accounts tells which are missing.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  count(DISTINCT eventid) AS events,
  max(eventtime) AS last_event
FROM cloudtrail
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY account, region
ORDER BY last_event
LIMIT 5000;
