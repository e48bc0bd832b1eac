-- Which calls make most events, and how many of them only read.
-- Narrow it: the days and the account.
-- Not split: a call is counted over all accounts.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  eventsource,
  eventname,
  eventcategory,
  count(DISTINCT eventid) AS events,
  count(DISTINCT if(lower(readonly) = 'true', eventid)) AS reading,
  count(DISTINCT account) AS accounts
FROM cloudtrail
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY eventsource, eventname, eventcategory
ORDER BY events DESC, eventsource, eventname
LIMIT 200;
