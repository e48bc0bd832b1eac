-- Finds accounts whose flow logs stopped, one after another.
-- source: flow-logs
-- schedule: daily
-- severity: notify
-- techniques: T1685.002, T1685
-- row: This account had flow logs on every day, and has none since.
-- first: Look who deleted flow logs in these accounts, or changed what their delivery needs; then create the flow logs again.
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
format('%d flows', count(*))
-- when
count(*) > 0
