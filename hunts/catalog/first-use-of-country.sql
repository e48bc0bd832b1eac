-- Finds a principal that called AWS from a country for the first time in 90 days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1078.004
-- row: This principal called from addresses of other countries on many days before, and never from this country.
-- first: Ask the owner of the principal who called from this country; if nobody knows, revoke its sessions and keys. If the row has no principal, upload the ranges of addresses (docs/hunts.md).
-- by: principal, country
-- new: country
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 10: days of these with a call by the principal at least
-- match
is_public AND NOT is_service AND error_code IS NULL
-- subject
principal, source_network AS network, country_of(network) AS country
-- measure
format('for example %s', min(event_source || ' ' || event_name))
-- when
count(*) > 0
