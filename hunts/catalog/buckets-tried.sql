-- Finds a principal that was refused at many different buckets.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1619, T1530, T1580
-- row: This principal was refused at this many different buckets.
-- first: Find out whether the principal is a scanner that you know; if not, stop it, and look for buckets that it could read.
-- by: principal
-- quiet: 30 days
-- ? least = 15: different buckets at least
-- match
event_source = 's3.amazonaws.com' AND is_refused AND NOT is_service
-- subject
principal
-- measure
format('%d buckets with %d calls', count(DISTINCT json_extract_scalar(request, '$.bucketName')), count(*))
-- when
count(DISTINCT json_extract_scalar(request, '$.bucketName')) >= ?least
