-- Finds a principal that changed something in a region for the first time in 90 days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1535, T1078.004
-- row: This principal, which worked on many days before, changed nothing in the region until now.
-- first: Ask the owner of the principal why it works in this region; if nobody knows, stop it and remove what it created there.
-- by: principal, region
-- new: region
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 10: days of these with a change by the principal at least
-- match
NOT is_reading AND NOT is_service AND error_code IS NULL AND event_type = 'AwsApiCall'
-- Services that record in one region whatever the caller works in
AND event_source NOT IN (
  'iam.amazonaws.com', 'sts.amazonaws.com', 'organizations.amazonaws.com', 'cloudfront.amazonaws.com',
  'route53.amazonaws.com', 'route53domains.amazonaws.com', 'waf.amazonaws.com', 'globalaccelerator.amazonaws.com',
  'account.amazonaws.com', 'budgets.amazonaws.com', 'ce.amazonaws.com', 'support.amazonaws.com', 'health.amazonaws.com',
  'shield.amazonaws.com', 'networkmanager.amazonaws.com', 'billingconsole.amazonaws.com', 'trustedadvisor.amazonaws.com'
)
-- subject
principal, region
-- measure
format('for example %s', min(event_source || ' ' || event_name))
-- when
count(*) > 0
