-- Which VPCs make most flow log records, and how much of it is refused traffic.
-- Narrow it: the days, the account and the region.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
SELECT
  account,
  region,
  vpc_id,
  count(*) AS records,
  count_if(action = 'REJECT') AS refused,
  count(DISTINCT interface_id) AS interfaces,
  sum(bytes) AS bytes
FROM flow_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
GROUP BY account, region, vpc_id
ORDER BY records DESC
LIMIT 200;
