-- When each VPC last wrote flow logs, and how many records were lost.
-- Narrow it: the days, the account and the region.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
SELECT
  account,
  region,
  vpc_id,
  from_unixtime(max("end")) AS newest_record,
  count(DISTINCT regexp_extract("$path", 'year=.*/hour=[0-9]{2}')) AS hours,
  count_if(log_status = 'SKIPDATA') AS lost
FROM flow_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
GROUP BY account, region, vpc_id
ORDER BY newest_record
LIMIT 1000;
