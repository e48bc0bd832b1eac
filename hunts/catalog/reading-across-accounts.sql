-- Finds a network from which many kinds of things of several accounts were read within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580, T1526, T1087.004, T1021.007
-- row: From this network, principals of several accounts sent this many different reading calls within the hour.
-- first: Find out whether the network is that of a scanner that you know; if not, stop the principals of the query, and look for their changes.
-- by: source_network
-- quiet: 90 days
-- routine: left out
-- ? accounts = 4: accounts at least
-- ? least = 50: different reading calls at least
-- ? services = 10: different services at least
-- match
is_reading AND NOT is_service AND is_public AND source_network IS NOT NULL
-- subject
source_network, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d accounts, %d different reading calls to %d services by %d principals, for example %s',
  count(DISTINCT account), count(DISTINCT concat_ws(' ', event_source, event_name)), count(DISTINCT event_source),
  count(DISTINCT principal), min(principal)
)
-- when
count(DISTINCT account) >= ?accounts AND count(DISTINCT concat_ws(' ', event_source, event_name)) >= ?least
AND count(DISTINCT event_source) >= ?services
