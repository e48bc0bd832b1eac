-- Finds accounts whose query logs of Resolver stopped, one after another.
-- source: dns-logs
-- schedule: daily
-- severity: notify
-- techniques: T1685.002, T1685
-- row: This account had query logs of a listed VPC on every day, and has none since.
-- first: Look who deleted query logging in these accounts, or disassociated it from VPCs; then create it again.
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
format('%d lookups', count(*))
-- when
count(*) > 0
