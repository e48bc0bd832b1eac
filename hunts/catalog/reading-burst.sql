-- Finds a principal that reads many kinds of things of many services within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580, T1526, T1087.004, T1069.003
-- row: One principal called this many different reading calls in this account and hour.
-- first: Find out whether the principal is a scanner that you know; if not, read its actions of the day.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 50: different reading calls at least
-- ? services = 10: different services at least
-- match
is_reading AND NOT is_service
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format('%d different reading calls to %d services', count(DISTINCT concat_ws(' ', event_source, event_name)), count(DISTINCT event_source))
-- when
count(DISTINCT concat_ws(' ', event_source, event_name)) >= ?least AND count(DISTINCT event_source) >= ?services
