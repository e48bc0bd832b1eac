-- What the world reached after a security group was opened to it: addresses, machines and ports.
-- Narrow it: the days, the account and the region.
-- Flow logs know no security group: rows are what was reached in that account and region on the opened ports since.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
WITH opened AS (
  SELECT
    event_time,
    account,
    region,
    principal_name,
    json_extract_scalar(rule, '$.groupId') AS security_group,
    CAST(json_extract_scalar(rule, '$.fromPort') AS integer) AS from_port,
    CAST(json_extract_scalar(rule, '$.toPort') AS integer) AS to_port
  FROM cloudtrail_events
  CROSS JOIN UNNEST(CAST(json_extract(response, '$.securityGroupRuleSet.items') AS array(json))) AS rules (rule)
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
    AND region LIKE ?
    AND event_name = 'AuthorizeSecurityGroupIngress'
    AND regexp_like(json_format(rule), '"(0[.]0[.]0[.]0|::)/0"')
)
SELECT
  opened.event_time AS opened_at,
  account,
  region,
  opened.principal_name AS opened_by,
  opened.security_group,
  flow.instance_id,
  flow.interface_id,
  flow.dstport AS port,
  flow.srcaddr AS reached_by,
  min(from_unixtime(flow.start)) AS first_packet,
  sum(flow.bytes) AS bytes
FROM opened
JOIN flow_logs AS flow USING (account, region)
WHERE flow.day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ?
  AND region LIKE ?
  AND flow.action = 'ACCEPT'
  AND flow.flow_direction = 'ingress'
  AND NOT regexp_like(
    flow.srcaddr,
    '^(10|127|192[.]168|169[.]254|172[.](1[6-9]|2.|3[01])|100[.](6[4-9]|[7-9].|1[01].|12[0-7]))[.]|^(f[cd]|fe80|-)'
  )
  AND flow.start >= to_unixtime(opened.event_time)
  -- -1 stands for every port
  AND (opened.from_port = -1 OR flow.dstport BETWEEN opened.from_port AND opened.to_port)
GROUP BY
  opened.event_time, account, region, opened.principal_name, opened.security_group,
  flow.instance_id, flow.interface_id, flow.dstport, flow.srcaddr
ORDER BY opened_at, first_packet
LIMIT 1000;
