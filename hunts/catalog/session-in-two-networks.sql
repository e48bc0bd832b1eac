-- Finds a session that was used from two networks in turn within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1550.004, T1550.001
-- row: One session was used from a network, then from another one, then from the first again, or from three networks.
-- first: Contact the person, not by e-mail, and name both networks; revoke the session if one of them is unknown.
-- by: principal, session
-- quiet: 7 days
-- match
access_key_id LIKE 'ASIA%' AND is_public
-- subject
principal, principal_name AS session, access_key_id, date_trunc('hour', event_time) AS hour
-- measure
concat('used from ', array_join(array_sort(map_keys(histogram(source_network))), ', '))
-- when
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
