-- Who talked to an address, in either direction, when and how much.
-- Narrow it: the days, the account, the region, and the address.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
-- ? address: IP address
SELECT
  account,
  region,
  instance_id,
  interface_id,
  flow_direction,
  srcaddr,
  dstaddr,
  -- The lower port is the service's
  least(srcport, dstport) AS port,
  action,
  sum(bytes) AS bytes,
  min(from_unixtime(start)) AS first_packet,
  max(from_unixtime("end")) AS last_packet
FROM flow_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
  AND ? IN (srcaddr, dstaddr, pkt_srcaddr, pkt_dstaddr)
GROUP BY
  account, region, instance_id, interface_id, flow_direction, srcaddr, dstaddr, least(srcport, dstport), action
ORDER BY first_packet
LIMIT 1000;
