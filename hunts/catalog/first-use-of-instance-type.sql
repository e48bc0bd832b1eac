-- Finds an instance type that an account started for the first time in 90 days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1496.001, T1578.002
-- row: This account, which started instances on many days before, started none of this type until now.
-- first: Ask who started it what it is for; a large type or one with GPUs that nobody knows is an incident, so stop it.
-- by: account, instance_type
-- new: instance_type
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 10: days of these on which the account started instances at least
-- match
event_source = 'ec2.amazonaws.com' AND event_name = 'RunInstances' AND error_code IS NULL
AND coalesce(
  json_extract_scalar(response, '$.instancesSet.items[0].instanceType'), json_extract_scalar(request, '$.instanceType')
) IS NOT NULL
-- subject
account, coalesce(
  json_extract_scalar(response, '$.instancesSet.items[0].instanceType'), json_extract_scalar(request, '$.instanceType')
) AS instance_type
-- measure
format('started by %s', min(principal))
-- when
count(*) > 0
