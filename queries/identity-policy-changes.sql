-- Who changed IAM policies, roles, users and keys.
-- Narrow it: the number of days, or add: AND account = '<account id>'.
SELECT
  eventtime,
  account,
  useridentity.arn AS principal,
  sourceipaddress,
  eventname,
  errorcode,
  requestparameters
FROM cloudtrail
WHERE day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
  AND eventsource = 'iam.amazonaws.com'
  AND readonly = 'false'
ORDER BY eventtime DESC
LIMIT 1000;
