-- Who changed networks: VPCs, routes, gateways, peering, VPNs, network ACLs and endpoints.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  region,
  principal_name,
  source_address,
  event_name,
  error_code,
  request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source = 'ec2.amazonaws.com'
  AND is_read_only = false
  AND regexp_like(
    event_name,
    'Vpc|Subnet|Route|Gateway|Vpn|NetworkAcl|NetworkInterface|Peering|DhcpOptions|Address|PrefixList|TrafficMirror'
  )
ORDER BY event_time DESC
LIMIT 1000;
