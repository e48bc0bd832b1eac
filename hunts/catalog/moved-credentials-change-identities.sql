-- Finds credentials of an instance that were used from two networks and that changed users, roles or keys.
-- source: cloudtrail
-- schedule: daily
-- severity: page
-- techniques: T1552.005, T1098.001, T1136.003
-- row: Credentials of this instance were used from more than one network, and changed IAM.
-- first: Revoke the sessions of the role now, then delete what the calls created.
-- by: account, instance
-- quiet: 3 days
-- match
principal_type = 'AssumedRole'
  AND regexp_like(principal_name, '^i-[0-9a-f]{8,17}$')
  AND source_network IS NOT NULL
-- subject
account, principal_name AS instance, principal, access_key_id
-- measure
format(
  'used from %s; changed IAM with %s',
  array_join(array_sort(map_keys(histogram(source_network))), ', '),
  array_join(map_keys(histogram(event_name) FILTER (
    WHERE event_source = 'iam.amazonaws.com' AND NOT is_reading AND error_code IS NULL
  )), ', ')
)
-- when
(
  count(DISTINCT source_network) FILTER (WHERE is_public AND source_address LIKE '%.%') > 1
  OR count(DISTINCT source_network) FILTER (WHERE is_public AND source_address LIKE '%:%') > 1
)
AND count_if(event_source = 'iam.amazonaws.com' AND NOT is_reading AND error_code IS NULL) > 0
