-- Who calls so often that AWS slows them down, by hour.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  date_trunc('hour', event_time) AS hour,
  account,
  region,
  principal_arn,
  event_source,
  event_name,
  count(*) AS throttled
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND regexp_like(
    error_code,
    'Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|RateExceeded|ProvisionedThroughputExceeded|BandwidthLimit'
  )
GROUP BY date_trunc('hour', event_time), account, region, principal_arn, event_source, event_name
ORDER BY throttled DESC, hour
LIMIT 500;
