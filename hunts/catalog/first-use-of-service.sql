-- Finds a principal that changed something in a service for the first time in 90 days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1078.004, T1578
-- row: This principal, which worked on many days before, changed nothing in the service until now.
-- first: Ask the owner of the principal whether its work needs the service; if not, stop it and read its calls of the day.
-- by: principal, service
-- new: service
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 30: days of these with a change by the principal at least
-- match
NOT is_reading AND NOT is_service AND error_code IS NULL AND event_type = 'AwsApiCall'
-- subject
principal, event_source AS service
-- measure
format('%s in %s', min(event_name), min(account))
-- when
count(*) > 0
