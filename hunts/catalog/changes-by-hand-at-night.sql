-- Finds a person who changed many kinds of things at night or on a weekend.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1578, T1078.004, T1098
-- row: This person made this many different changes in the account outside of working hours.
-- first: Contact the person, and compare the changes with the incident or the announcement that explains them.
-- by: account, principal
-- quiet: 7 days
-- ? least = 8: different changes at least
-- ? morning = 5: hour in UTC at which the working day begins
-- ? evening = 20: hour in UTC at which the working day ends
-- match
NOT is_reading AND error_code IS NULL AND event_type = 'AwsApiCall'
AND (
  principal_type IN ('IAMUser', 'Root')
  OR regexp_like(session_issuer, '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-reserved/sso[.]amazonaws[.]com/')
)
AND (hour(event_time) < ?morning OR hour(event_time) >= ?evening OR day_of_week(event_time) > 5)
-- subject
account, principal, principal_name AS person
-- measure
format(
  '%d different changes: %s',
  count(DISTINCT concat_ws(' ', event_source, event_name)),
  array_join(slice(array_sort(map_keys(histogram(event_name))), 1, 8), ', ')
)
-- when
count(DISTINCT concat_ws(' ', event_source, event_name)) >= ?least
