-- Finds a principal that read the user data of many instances.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1552.005
-- row: This principal read the user data of this many instances in the account.
-- first: Find out whether the principal is a scanner that you know; if not, replace every secret in that user data.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 10: instances at least
-- match
event_source = 'ec2.amazonaws.com' AND event_name = 'DescribeInstanceAttribute' AND NOT is_service
AND json_extract_scalar(request, '$.attribute') = 'userData'
-- subject
account, principal
-- measure
format(
  '%d instances, %d calls refused', count(DISTINCT json_extract_scalar(request, '$.instanceId')), count_if(is_refused)
)
-- when
count(DISTINCT json_extract_scalar(request, '$.instanceId')) >= ?least
