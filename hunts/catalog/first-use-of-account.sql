-- Finds a principal that acted in another account for the first time in 90 days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1078.004, T1199, T1021.007
-- row: This principal of another account, which crossed accounts on many days before, did not act in this account until now.
-- first: Find out which role or resource of the account allows the principal, and ask its owner whether this is intended.
-- by: principal, account
-- new: account
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 10: days of these on which the principal acted in other accounts at least
-- match
principal_account <> account AND NOT is_service AND error_code IS NULL
-- subject
principal, account
-- measure
format('for example %s', min(event_source || ' ' || event_name))
-- when
count(*) > 0
