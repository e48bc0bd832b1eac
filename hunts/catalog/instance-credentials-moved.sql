-- Finds credentials of an instance that were used from two networks.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1552.005, T1550.001, T1078.004
-- row: One set of credentials of this instance was used from more than one network.
-- first: Compare the addresses with those of your gateways; an address that is not yours proves a theft.
-- by: account, instance
-- quiet: 7 days
-- match
principal_type = 'AssumedRole'
  AND regexp_like(principal_name, '^i-[0-9a-f]{8,17}$')
  AND source_network IS NOT NULL
-- subject
account, principal_name AS instance, principal, access_key_id
-- measure
concat('used from ', array_join(array_sort(map_keys(histogram(source_network))), ', '))
-- when
count(DISTINCT source_network) FILTER (WHERE is_public AND source_address LIKE '%.%') > 1
  OR count(DISTINCT source_network) FILTER (WHERE is_public AND source_address LIKE '%:%') > 1
  OR count(DISTINCT source_network) FILTER (WHERE NOT is_public AND source_address LIKE '%.%') > 1
