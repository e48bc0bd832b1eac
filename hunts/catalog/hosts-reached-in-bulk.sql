-- Finds an instance that reached very many addresses on the internet within an hour.
-- source: flow-logs
-- schedule: daily
-- severity: notify
-- techniques: T1046, T1498.001, T1496.002
-- row: This instance sent packets to so many addresses on the internet within the hour.
-- first: Find out what the instance is for; if it scans or floods others, isolate it before others report the abuse to AWS.
-- by: account, instance
-- quiet: 30 days
-- ? least = 2000: addresses at least
-- match
-- A NAT gateway or a load balancer is no instance, and speaks for many
is_accepted AND is_outgoing AND to_service = '' AND instance_id IS NOT NULL AND instance_id <> '-'
-- subject
account, instance_id AS instance, source_address AS inside, date_trunc('hour', event_time) AS hour
-- measure
format('%d addresses, %d ports', approx_distinct(to_address), approx_distinct(to_port))
-- when
approx_distinct(to_address, 0.01) >= ?least
