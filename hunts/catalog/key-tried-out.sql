-- Finds a long-lived access key that identified itself and was then refused at different calls.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1078.004, T1087.004
-- row: This access key called GetCallerIdentity, and then this many different calls were refused within the hour.
-- first: Set the key to inactive, then find out where it leaked.
-- by: access_key_id
-- quiet: 7 days
-- ? least = 4: different refused calls after it at least
-- match
access_key_id LIKE 'AKIA%' AND (is_refused OR (event_source = 'sts.amazonaws.com' AND event_name = 'GetCallerIdentity'))
-- subject
access_key_id, principal, date_trunc('hour', event_time) AS hour
-- measure
concat('refused: ', array_join(slice(array_sort(map_keys(histogram(event_name) FILTER (WHERE is_refused))), 1, 10), ', '))
-- when
count(DISTINCT concat_ws(' ', event_source, event_name)) FILTER (WHERE is_refused) >= ?least
  AND min(event_time) FILTER (WHERE event_name = 'GetCallerIdentity') <= max(event_time) FILTER (WHERE is_refused)
