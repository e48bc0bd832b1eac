-- Finds a principal that reads in many regions within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580, T1535
-- row: One principal read in this many regions of this account within the hour.
-- first: Find out whether the principal is a scanner that you know; if not, look for changes in regions that you do not use.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 8: regions at least
-- match
is_reading AND NOT is_service
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format('%d regions with %d reading calls', count(DISTINCT region), count(*))
-- when
count(DISTINCT region) >= ?least
