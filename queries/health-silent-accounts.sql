-- Which accounts delivered events in the days before, and none since.
-- Narrow it: the days and the account; an account that never delivered is not here.
-- ? from: first day, such as 2026/11/01
-- ? before = 7: days to compare to
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? from: first day, such as 2026/11/01
SELECT
  account,
  count(DISTINCT eventid) AS events_before,
  max(eventtime) AS last_event
FROM cloudtrail
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d') - CAST(? AS integer) * interval '1' day, '%Y/%m/%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), '%Y/%m/%d')
  AND account LIKE ?
GROUP BY account
HAVING max(day) < ?
ORDER BY last_event DESC
LIMIT 1000;
