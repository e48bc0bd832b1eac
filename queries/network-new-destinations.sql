-- Which outside addresses machines talked to for the first time, compared to the days before.
-- Narrow it: the days, the account and the region; compare to more days with before.
-- ? from: first day, such as 2026/11/01
-- ? before = 7: days to compare to
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
-- ? from: first day, such as 2026/11/01
SELECT
  account,
  region,
  instance_id,
  dstaddr,
  dstport,
  sum(bytes) AS bytes,
  min(from_unixtime(start)) AS first_packet
FROM flow_logs
WHERE day BETWEEN date_format(
    date_parse(?, '%Y/%m/%d') - CAST(? AS integer) * interval '1' day, 'year=%Y/month=%m/day=%d'
  )
  AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
  AND action = 'ACCEPT'
  AND flow_direction = 'egress'
  AND NOT regexp_like(
    dstaddr,
    '^(10|127|192[.]168|169[.]254|172[.](1[6-9]|2.|3[01])|100[.](6[4-9]|[7-9].|1[01].|12[0-7]))[.]|^(f[cd]|fe80|-)'
  )
  -- Answers to calls from outside go to the higher port
  AND dstport < srcport
GROUP BY account, region, instance_id, dstaddr, dstport
HAVING min(day) >= date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
ORDER BY first_packet
LIMIT 500;
