-- Finds a principal that started instances in several regions within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1496.001, T1535, T1578.002
-- row: This principal started instances, or tried to, in this many regions within the hour.
-- first: Stop the instances, and set the key to inactive or revoke the session.
-- by: account, principal
-- quiet: 7 days
-- ? least = 3: regions at least
-- match
event_source = 'ec2.amazonaws.com' AND event_name IN ('RunInstances', 'RequestSpotInstances', 'RequestSpotFleet', 'CreateFleet')
AND NOT is_service
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format('%d regions, %d calls, %d of them failed', count(DISTINCT region), count(*), count(error_code))
-- when
count(DISTINCT region) >= ?least
