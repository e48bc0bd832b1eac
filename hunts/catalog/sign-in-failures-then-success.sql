-- Finds failed sign-ins of several users from one network, and a sign-in that succeeded after them.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1110.003, T1110.004, T1078.004
-- row: From this network several users failed to sign in within the hour, and then somebody signed in.
-- first: Contact the user who signed in, not by e-mail; end the session and reset the password if it was not them.
-- by: source_network
-- quiet: 7 days
-- ? users = 5: users who failed at least
-- match
event_source = 'signin.amazonaws.com' AND event_name = 'ConsoleLogin' AND source_network IS NOT NULL
-- subject
source_network, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d users failed, then %s signed in',
  count(DISTINCT concat(account, principal_name)) FILTER (WHERE json_extract_scalar(response, '$.ConsoleLogin') = 'Failure'),
  max_by(principal, event_time) FILTER (WHERE json_extract_scalar(response, '$.ConsoleLogin') = 'Success')
)
-- when
count(DISTINCT concat(account, principal_name)) FILTER (WHERE json_extract_scalar(response, '$.ConsoleLogin') = 'Failure') >= ?users
  AND max(event_time) FILTER (WHERE json_extract_scalar(response, '$.ConsoleLogin') = 'Success')
    > min(event_time) FILTER (WHERE json_extract_scalar(response, '$.ConsoleLogin') = 'Failure')
