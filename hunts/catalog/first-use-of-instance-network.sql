-- Finds credentials of instances that were used from a network for the first time in 90 days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1552.005, T1550.001, T1078.004
-- row: Credentials of instances of this role were used from other networks on many days before, and never from this network.
-- first: Compare the network with those of your gateways; if it is none of yours, revoke the sessions of the role, and isolate the instance.
-- by: principal, network
-- new: network
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 10: days of these with a call by instances of the role at least
-- match
principal_type = 'AssumedRole' AND regexp_like(principal_name, '^i-[0-9a-f]{8,17}$')
AND source_network IS NOT NULL AND error_code IS NULL
-- subject
principal, IF(is_public, source_network, 'private addresses') AS network
-- measure
format('credentials of %s, for example %s', min(principal_name), min(event_source || ' ' || event_name))
-- when
count(*) > 0
