-- Who was refused most often, and by which calls.
-- Narrow it: the number of days, or add: AND account = '<account id>'.
SELECT
  account,
  useridentity.arn AS principal,
  eventsource,
  eventname,
  count(DISTINCT eventid) AS denied,
  min(eventtime) AS first_seen,
  max(eventtime) AS last_seen
FROM cloudtrail
WHERE day >= date_format(current_date - interval '1' day, '%Y/%m/%d')
  AND (errorcode LIKE 'AccessDenied%' OR errorcode LIKE '%UnauthorizedOperation')
GROUP BY account, useridentity.arn, eventsource, eventname
ORDER BY denied DESC
LIMIT 200;
