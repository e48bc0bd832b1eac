-- Finds a user whose MFA device was removed and whose password or keys were then changed.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1556.006, T1098.001
-- row: The MFA device of this user was removed, and then a password or key of the user was created or changed.
-- first: Contact the user, not by e-mail, and disable the password and the keys until they answer.
-- by: account, user_name
-- quiet: 7 days
-- match
event_source = 'iam.amazonaws.com' AND error_code IS NULL
AND event_name IN ('DeactivateMFADevice', 'CreateLoginProfile', 'UpdateLoginProfile', 'CreateAccessKey')
-- subject
account, coalesce(json_extract_scalar(request, '$.userName'), principal_name) AS user_name
-- measure
concat('by ', array_join(array_sort(map_keys(histogram(principal))), ', '))
-- when
max(event_time) FILTER (WHERE event_name IN ('CreateLoginProfile', 'UpdateLoginProfile', 'CreateAccessKey'))
  > min(event_time) FILTER (WHERE event_name = 'DeactivateMFADevice')
