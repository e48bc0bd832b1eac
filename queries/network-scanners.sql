-- Which addresses knocked at many ports or many machines and were refused.
-- Narrow it: the days, the account and the region; lower least to see slower scans.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
-- ? least = 10: different addresses and ports at least
SELECT
  account,
  region,
  srcaddr,
  count(DISTINCT dstaddr) AS addresses,
  count(DISTINCT dstport) AS ports,
  sum(packets) AS packets,
  min(from_unixtime(start)) AS first_packet,
  max(from_unixtime("end")) AS last_packet
FROM flow_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
  AND action = 'REJECT'
GROUP BY account, region, srcaddr
HAVING count(DISTINCT concat(dstaddr, ' ', CAST(dstport AS varchar))) >= CAST(? AS bigint)
ORDER BY packets DESC
LIMIT 200;
