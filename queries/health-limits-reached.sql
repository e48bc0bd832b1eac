-- Which calls failed because a quota or the capacity was used up.
-- Narrow it: the days and the account; ask for a higher quota before it stops something.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  event_source,
  event_name,
  error_code,
  count(*) AS errors,
  max(event_time) AS latest,
  max_by(error_message, event_time) AS latest_message
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND regexp_like(error_code, 'LimitExceeded|QuotaExceeded|InsufficientInstanceCapacity|MaximumExceeded|TooMany')
  -- Calls that came too fast are health-throttled-calls
  AND NOT regexp_like(error_code, 'RequestLimitExceeded|TooManyRequests')
GROUP BY account, region, event_source, event_name, error_code
ORDER BY errors DESC, latest DESC
LIMIT 500;
