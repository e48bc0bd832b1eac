-- Finds an instance that was stopped, got other user data, and was started again.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1578.005, T1059.009, T1546
-- row: In this account and region, instances were stopped, got other user data, and were started.
-- first: Read the user data of the instances, and isolate them if nobody knows the change.
-- by: account, region
-- quiet: 3 days
-- match
event_source = 'ec2.amazonaws.com' AND error_code IS NULL
AND (
  event_name IN ('StopInstances', 'StartInstances')
  OR (event_name = 'ModifyInstanceAttribute' AND strpos(request, 'userData') > 0)
)
-- subject
account, region
-- measure
format(
  '%s; changed by %s',
  array_join(
    array_intersect(
      array_intersect(
        flatten(array_agg(regexp_extract_all(request, 'i-[0-9a-f]{8,17}')) FILTER (WHERE event_name = 'ModifyInstanceAttribute')),
        flatten(array_agg(regexp_extract_all(request, 'i-[0-9a-f]{8,17}')) FILTER (WHERE event_name = 'StopInstances'))
      ),
      flatten(array_agg(regexp_extract_all(request, 'i-[0-9a-f]{8,17}')) FILTER (WHERE event_name = 'StartInstances'))
    ),
    ', '
  ),
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name = 'ModifyInstanceAttribute')), ', ')
)
-- when
cardinality(
  array_intersect(
    array_intersect(
      flatten(array_agg(regexp_extract_all(request, 'i-[0-9a-f]{8,17}')) FILTER (WHERE event_name = 'ModifyInstanceAttribute')),
      flatten(array_agg(regexp_extract_all(request, 'i-[0-9a-f]{8,17}')) FILTER (WHERE event_name = 'StopInstances'))
    ),
    flatten(array_agg(regexp_extract_all(request, 'i-[0-9a-f]{8,17}')) FILTER (WHERE event_name = 'StartInstances'))
  )
) > 0
AND max(event_time) FILTER (WHERE event_name = 'StartInstances')
  > min(event_time) FILTER (WHERE event_name = 'ModifyInstanceAttribute')
