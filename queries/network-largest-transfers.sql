-- Which outside addresses most data was sent to, and by which machines.
-- Narrow it: the days, the account and the region.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
SELECT
  account,
  region,
  instance_id,
  interface_id,
  srcaddr,
  dstaddr,
  dstport,
  sum(bytes) AS bytes,
  min(from_unixtime(start)) AS first_packet,
  max(from_unixtime("end")) AS last_packet
FROM flow_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
  AND action = 'ACCEPT'
  AND flow_direction = 'egress'
  AND NOT regexp_like(
    dstaddr,
    '^(10|127|192[.]168|169[.]254|172[.](1[6-9]|2.|3[01])|100[.](6[4-9]|[7-9].|1[01].|12[0-7]))[.]|^(f[cd]|fe80|-)'
  )
GROUP BY account, region, instance_id, interface_id, srcaddr, dstaddr, dstport
ORDER BY bytes DESC
LIMIT 200;
