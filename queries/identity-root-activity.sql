-- What the root users did, and from where.
-- Narrow it: the number of days, or add: AND account = '<account id>'.
SELECT
  eventtime,
  account,
  awsregion,
  eventsource,
  eventname,
  sourceipaddress,
  useragent,
  errorcode
FROM cloudtrail
WHERE day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
  AND useridentity.type = 'Root'
  AND useridentity.invokedby IS NULL
  AND eventtype <> 'AwsServiceEvent'
ORDER BY eventtime DESC
LIMIT 1000;
