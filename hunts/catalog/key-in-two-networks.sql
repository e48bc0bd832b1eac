-- Finds a long-lived access key that two programs in different networks use in turn within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1078.004, T1550.001, T1552.001
-- row: One access key was used from a network, then from another one, then from the first again, or from three networks, by different programs.
-- first: Ask the owner of the key about the networks and the programs; set the key to inactive if one of them is unknown.
-- by: access_key_id
-- quiet: 30 days
-- match
access_key_id LIKE 'AKIA%' AND is_public AND NOT is_service
-- subject
access_key_id, principal, date_trunc('hour', event_time) AS hour
-- measure
format(
  'used from %s with %s',
  array_join(array_sort(map_keys(histogram(source_network))), ', '),
  array_join(slice(array_sort(map_keys(histogram(regexp_extract(lower(user_agent), '[a-z0-9_.-]+')))), 1, 4), ', ')
)
-- when
count(DISTINCT regexp_extract(lower(user_agent), '[a-z0-9_.-]+')) > 1
AND (
  (
    count(DISTINCT source_network) FILTER (WHERE source_address LIKE '%.%') = 2
    AND min_by(source_network, event_time) FILTER (WHERE source_address LIKE '%.%')
      = max_by(source_network, event_time) FILTER (WHERE source_address LIKE '%.%')
  )
  OR count(DISTINCT source_network) FILTER (WHERE source_address LIKE '%.%') > 2
  OR (
    count(DISTINCT source_network) FILTER (WHERE source_address LIKE '%:%') = 2
    AND min_by(source_network, event_time) FILTER (WHERE source_address LIKE '%:%')
      = max_by(source_network, event_time) FILTER (WHERE source_address LIKE '%:%')
  )
  OR count(DISTINCT source_network) FILTER (WHERE source_address LIKE '%:%') > 2
)
