-- Finds a principal that read many objects of a bucket within two days, from access logs, so also without data events.
-- source: access-logs
-- schedule: daily
-- severity: notify
-- techniques: T1530, T1119
-- row: This principal read this many objects of the bucket.
-- first: Find out whether the principal reads so many objects every day; if not, find out where it wrote them to.
-- by: principal, bucket
-- quiet: 90 days
-- routine: left out
-- ? objects = 1000: different objects at least
-- ? megabytes = 10000: or megabytes at least
-- match
operation IN ('REST.GET.OBJECT', 'REST.COPY.OBJECT_GET', 'REST.SELECT.OBJECT') AND is_answered
-- subject
account, principal, bucket
-- measure
format('%d objects, %.0f megabytes', approx_distinct(object_key, 0.01), CAST(coalesce(sum(bytes), 0) AS double) / 1000000)
-- when
approx_distinct(object_key, 0.01) >= ?objects OR sum(bytes) >= ?megabytes * 1e6
