-- Which users signed in to the console without MFA.
-- Narrow it: the number of days, or add: AND account = '<account id>'.
SELECT
  eventtime,
  account,
  useridentity.arn AS principal,
  sourceipaddress,
  useragent
FROM cloudtrail
WHERE day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
  AND eventname = 'ConsoleLogin'
  AND useridentity.type = 'IAMUser'
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
  AND coalesce(json_extract_scalar(additionaleventdata, '$.MFAUsed'), 'No') <> 'Yes'
ORDER BY eventtime DESC
LIMIT 1000;
