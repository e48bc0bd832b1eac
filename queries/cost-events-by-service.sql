-- Which accounts and services make most events.
-- Narrow it: the number of days, or add: AND account = '<account id>'.
SELECT
  account,
  eventsource,
  eventcategory,
  count(DISTINCT eventid) AS events
FROM cloudtrail
WHERE day >= date_format(current_date - interval '1' day, '%Y/%m/%d')
GROUP BY account, eventsource, eventcategory
ORDER BY events DESC
LIMIT 200;
