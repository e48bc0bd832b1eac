-- How many events each account and region delivered, and when the last one was; a silent one is missing here.
-- Narrow it: the number of days, or add: AND region = '<region>'.
SELECT
  account,
  region,
  count(DISTINCT eventid) AS events,
  max(eventtime) AS last_event
FROM cloudtrail
WHERE day >= date_format(current_date - interval '1' day, '%Y/%m/%d')
GROUP BY account, region
ORDER BY last_event;
