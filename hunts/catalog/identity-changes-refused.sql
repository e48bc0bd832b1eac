-- Finds a principal that tried several ways to give itself more permissions, and was refused.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1098.003, T1098.001, T1136.003, T1548.005
-- row: This many different changes of IAM by this principal were refused.
-- first: Stop the principal, and look for a change that succeeded.
-- by: account, principal
-- quiet: 7 days
-- ? least = 4: different refused changes at least
-- match
event_source = 'iam.amazonaws.com' AND is_refused AND NOT is_reading
-- subject
account, principal
-- measure
array_join(array_sort(map_keys(histogram(event_name))), ', ')
-- when
count(DISTINCT event_name) >= ?least
