-- Finds a principal whose calls to many services were refused within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580, T1526, T1087.004
-- row: Calls of this principal to this many services were refused in the account and hour.
-- first: Set the key to inactive, or revoke the session, unless the principal is a scanner that you know.
-- by: account, principal
-- quiet: 30 days
-- ? services = 6: services that refused at least
-- ? calls = 10: different refused calls at least
-- match
is_refused AND NOT is_service
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d different calls to %d services were refused',
  count(DISTINCT concat_ws(' ', event_source, event_name)), count(DISTINCT event_source)
)
-- when
count(DISTINCT event_source) >= ?services AND count(DISTINCT concat_ws(' ', event_source, event_name)) >= ?calls
