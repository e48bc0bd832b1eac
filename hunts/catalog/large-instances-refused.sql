-- Finds a principal that tried to start large instances, or instances with GPUs, and was refused.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1496.001, T1578.002
-- row: Starts of these instance types by this principal were refused, or were more than the quota of the account.
-- first: Ask the principal's owner what the instances are for; if nobody knows, stop the principal, and look for instances in other regions.
-- by: account, principal
-- quiet: 30 days
-- match
event_source = 'ec2.amazonaws.com' AND event_name IN ('RunInstances', 'RequestSpotInstances', 'RequestSpotFleet', 'CreateFleet')
AND NOT is_service AND (is_refused OR error_code = 'Client.VcpuLimitExceeded')
AND regexp_like(
  request,
  '"instanceType": *"((p|g|f|dl|vt)[0-9]|trn|inf|hpc|u-|u7|[a-z0-9-]+[.](metal|(1[2-9]|[2-9][0-9]|1[0-9]{2})xlarge))'
)
-- subject
account, principal
-- measure
format(
  'calls: %d, of %s in %s',
  count(*),
  array_join(slice(array_sort(map_keys(histogram(regexp_extract(request, '"instanceType": *"([^"]+)"', 1)))), 1, 5), ', '),
  array_join(slice(array_sort(map_keys(histogram(region))), 1, 5), ', ')
)
-- when
count(*) > 0
