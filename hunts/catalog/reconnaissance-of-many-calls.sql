-- Somebody who asks many different things of an account within an hour, as after stealing credentials.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580, T1526
-- row: A caller made many different reading calls within one hour.
-- first: Ask the owner of the role or user whether a scanner or a new tool ran. If nobody knows it, disable the credentials.
-- by: account, principal
-- quiet: 7 days
-- ? least = 60: different reading calls within an hour at least
-- match
is_reading AND NOT is_service
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format('%d different reading calls, %d refused', count(DISTINCT event_source || ' ' || event_name), count_if(is_refused))
-- when
count(DISTINCT event_source || ' ' || event_name) >= ?least
