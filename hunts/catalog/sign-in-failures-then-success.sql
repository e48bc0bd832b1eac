-- Finds failed sign-ins of several users from one network, and a sign-in that succeeded after them.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1110.003, T1110.004, T1078.004
-- row: Several users failed to sign in from this network within the hour, and then somebody signed in; at most one of the users who failed did.
-- first: Contact the user who signed in, not by e-mail; end the session and reset the password if it was not them.
-- by: source_network
-- quiet: 7 days
-- ? users = 5: users who failed at least; of those who then signed in, only one counts
-- match
-- The console, and the steps of IAM Identity Center: a factor that was verified, and a user who completed all of them
event_source = 'signin.amazonaws.com' AND event_name IN ('ConsoleLogin', 'CredentialVerification', 'UserAuthentication')
AND source_network IS NOT NULL
-- subject
source_network, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d users failed, then %s signed in',
  count(DISTINCT concat(account, coalesce(json_extract_scalar(additional, '$.UserName'), principal_name))) FILTER (
    WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|CredentialVerification)": *"Failure"')
  ),
  max_by(coalesce(session_issuer, principal_arn, json_extract_scalar(additional, '$.UserName'), principal_name), event_time) FILTER (
    WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|UserAuthentication)": *"Success"')
  )
)
-- when
cardinality(array_except(
  map_keys(histogram(concat(account, coalesce(json_extract_scalar(additional, '$.UserName'), principal_name))) FILTER (
    WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|CredentialVerification)": *"Failure"')
  )),
  map_keys(histogram(concat(account, coalesce(json_extract_scalar(additional, '$.UserName'), principal_name))) FILTER (
    WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|UserAuthentication)": *"Success"')
  ))
)) + IF(arrays_overlap(
  map_keys(histogram(concat(account, coalesce(json_extract_scalar(additional, '$.UserName'), principal_name))) FILTER (
    WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|CredentialVerification)": *"Failure"')
  )),
  map_keys(histogram(concat(account, coalesce(json_extract_scalar(additional, '$.UserName'), principal_name))) FILTER (
    WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|UserAuthentication)": *"Success"')
  ))
), 1, 0) >= ?users
AND max(event_time) FILTER (
  WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|UserAuthentication)": *"Success"')
) > min(event_time) FILTER (
  WHERE regexp_like(coalesce(service_details, response), '"(ConsoleLogin|CredentialVerification)": *"Failure"')
)
