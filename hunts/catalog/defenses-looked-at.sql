-- Finds a principal that read the settings of several security services within an hour.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1518.001
-- row: One principal looked at this many security services in this account and hour.
-- first: Find out whether the principal is a scanner or an auditor that you know; if not, read its calls of the day, and its refused calls.
-- by: account, principal
-- quiet: 90 days
-- routine: left out
-- ? least = 5: different security services at least
-- match
is_reading AND NOT is_service AND (
  event_source IN (
    'guardduty.amazonaws.com', 'securityhub.amazonaws.com', 'config.amazonaws.com', 'inspector2.amazonaws.com',
    'macie2.amazonaws.com', 'access-analyzer.amazonaws.com', 'detective.amazonaws.com', 'wafv2.amazonaws.com',
    'network-firewall.amazonaws.com', 'shield.amazonaws.com', 'fms.amazonaws.com'
  )
  OR (event_source = 'cloudtrail.amazonaws.com' AND event_name <> 'LookupEvents')
  OR event_name IN ('DescribeFlowLogs', 'ListResolverQueryLogConfigs')
)
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
array_join(array_sort(map_keys(histogram(IF(event_name IN ('DescribeFlowLogs', 'ListResolverQueryLogConfigs'), event_name, split_part(event_source, '.', 1))))), ', ')
-- when
count(DISTINCT IF(event_name IN ('DescribeFlowLogs', 'ListResolverQueryLogConfigs'), event_name, event_source)) >= ?least
