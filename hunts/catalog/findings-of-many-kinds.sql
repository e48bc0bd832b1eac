-- Finds a resource with serious findings of several kinds within two days.
-- source: findings
-- schedule: daily
-- severity: notify
-- techniques: T1078.004, T1496.001
-- row: Security Hub reported so many kinds of threats about this one resource.
-- first: Read the findings in the order of their times, and treat the resource as compromised until they are explained.
-- by: account, resource
-- quiet: 7 days
-- ? least = 3: kinds at least
-- match
NOT is_archived AND NOT is_of_compliance AND severity IN ('MEDIUM', 'HIGH', 'CRITICAL') AND resource IS NOT NULL
AND kind IS NOT NULL AND resource_type <> 'AwsAccount'
-- subject
account, resource
-- measure
array_join(slice(array_sort(map_keys(histogram(kind))), 1, 5), ', ')
-- when
count(DISTINCT kind) >= ?least
