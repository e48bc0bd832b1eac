-- Finds a principal with a serious finding that changed something at most an hour before or after it.
-- source: findings
-- with: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1078.004, T1552.005, T1098
-- row: Security Hub reported a threat about these credentials, and they changed something at about the same time.
-- first: Ask the owner of the principal about the changes; if they are not known, revoke its sessions and keys, then undo the changes.
-- by: account, principal
-- quiet: 7 days
-- match
NOT is_archived AND NOT is_of_compliance AND severity IN ('MEDIUM', 'HIGH', 'CRITICAL') AND actor IS NOT NULL
-- subject
account, actor AS principal, date_trunc('hour', event_time) AS hour
-- measure
array_join(slice(array_sort(map_keys(histogram(kind))), 1, 3), ', ')
-- when
count(*) > 0
-- with match
NOT is_reading AND NOT is_service AND error_code IS NULL AND event_type = 'AwsApiCall' AND actor IS NOT NULL
-- with subject
actor_account AS account, actor AS principal, date_trunc('hour', event_time) AS hour
-- with measure
array_join(slice(array_sort(map_keys(histogram(event_name))), 1, 5), ', ')
-- with when
count(*) > 0
