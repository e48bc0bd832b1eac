-- Finds much data that left to an address on the internet for the first time in 90 days.
-- source: flow-logs
-- schedule: daily
-- severity: notify
-- techniques: T1048
-- row: This network interface sent so much to the address on one day. No interface of the account did so before.
-- first: Find out which machine sent it and who owns the address; if nobody knows, isolate the machine.
-- by: account, address
-- new: address
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 0: days of these with such a transfer of the account at least
-- ? megabytes = 1000: megabytes of a day at least
-- match
is_accepted AND is_outgoing AND bytes > 0 AND to_service IN ('', 'AMAZON', 'EC2')
-- subject
account, interface_id AS interface, to_address AS address
-- measure
format('%.0f megabytes to port %s', CAST(sum(bytes) AS double) / 1000000, CAST(max_by(to_port, bytes) AS varchar))
-- when
sum(bytes) >= ?megabytes * 1e6
