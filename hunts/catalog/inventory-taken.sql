-- Finds a principal that read several kinds of what an attacker has to know of an account within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1082, T1680, T1049, T1518, T1201, T1614
-- row: One principal read systems, disks, network connections, software, the password policy or regions, this many kinds of them in this account and hour.
-- first: Find out whether the principal is a scanner or a pipeline that you know; if not, read its changes of the day.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 5: different kinds at least, of six
-- match
is_reading AND NOT is_service AND event_name IN (
  'DescribeInstances', 'DescribeInstanceAttribute', 'GetConsoleOutput', 'GetConsoleScreenshot',
  'DescribeVolumes', 'DescribeSnapshots', 'DescribeFileSystems',
  'DescribeNetworkInterfaces', 'DescribeVpcPeeringConnections', 'DescribeVpnConnections', 'DescribeTransitGatewayAttachments',
  'GetInventory', 'ListInventoryEntries', 'DescribeInstanceInformation', 'DescribeInstancePatches',
  'GetAccountPasswordPolicy',
  'DescribeRegions', 'DescribeAvailabilityZones', 'ListRegions'
)
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
array_join(array_sort(map_keys(histogram(event_name))), ', ')
-- when
count(DISTINCT CASE
  WHEN event_name IN ('DescribeVolumes', 'DescribeSnapshots', 'DescribeFileSystems') THEN 'disks'
  WHEN event_name IN ('DescribeNetworkInterfaces', 'DescribeVpcPeeringConnections', 'DescribeVpnConnections', 'DescribeTransitGatewayAttachments') THEN 'network'
  WHEN event_name IN ('GetInventory', 'ListInventoryEntries', 'DescribeInstanceInformation', 'DescribeInstancePatches') THEN 'software'
  WHEN event_name = 'GetAccountPasswordPolicy' THEN 'password policy'
  WHEN event_name IN ('DescribeRegions', 'DescribeAvailabilityZones', 'ListRegions') THEN 'regions'
  ELSE 'systems'
END) >= ?least
