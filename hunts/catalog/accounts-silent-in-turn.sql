-- Finds accounts whose events of CloudTrail stopped, one after another.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1685.002, T1685
-- row: This account had events on every day, and has none since.
-- first: Look for what stopped the trail of these accounts: a policy of a bucket or a key, or an account that left the organization.
-- by: account
-- silent: account
-- quiet: 30 days
-- ? known = 20: days before, of which nine tenths have logs
-- ? within = 7: days within which the accounts fell silent
-- ? least = 3: accounts at least
-- match
account IS NOT NULL
-- subject
account
-- measure
format('%d events', count(*))
-- when
count(*) > 0
