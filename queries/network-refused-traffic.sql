-- Whose traffic was refused by security groups and network ACLs, and on which ports.
-- Narrow it: the days, the account and the region; raise least to see only what is persistent.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
-- ? least = 1: refused records at least
SELECT
  account,
  region,
  srcaddr,
  dstaddr,
  dstport,
  instance_id,
  count(*) AS records,
  sum(packets) AS packets,
  min(from_unixtime(start)) AS first_packet,
  max(from_unixtime("end")) AS last_packet
FROM flow_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
  AND action = 'REJECT'
GROUP BY account, region, srcaddr, dstaddr, dstport, instance_id
HAVING count(*) >= CAST(? AS bigint)
ORDER BY records DESC, first_packet
LIMIT 500;
