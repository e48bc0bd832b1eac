-- Finds a principal that opened sessions or sent commands to many instances within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1651, T1021.008, T1021.007, T1059.009
-- row: This principal opened sessions on, or sent commands to, this many instances in the account and hour.
-- first: Read the transcripts and the commands, and contact the person.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 8: instances at least
-- ? targeted = 5: or commands to instances by their tags at least
-- match
event_source IN ('ssm.amazonaws.com', 'ec2-instance-connect.amazonaws.com') AND error_code IS NULL AND NOT is_service
AND event_name IN (
  'StartSession', 'SendCommand', 'StartAutomationExecution', 'SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey', 'OpenTunnel'
)
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d instances, %d commands by tag',
  coalesce(cardinality(array_distinct(flatten(map_keys(histogram(regexp_extract_all(coalesce(request, ''), '"(m*i-[0-9a-f]{8,17})"', 1)))))), 0),
  count_if(event_name = 'SendCommand' AND strpos(request, '"targets"') > 0)
)
-- when
cardinality(array_distinct(flatten(map_keys(histogram(regexp_extract_all(coalesce(request, ''), '"(m*i-[0-9a-f]{8,17})"', 1)))))) >= ?least
OR count_if(event_name = 'SendCommand' AND strpos(request, '"targets"') > 0) >= ?targeted
