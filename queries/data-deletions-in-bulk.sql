-- Who deleted many things of one service within an hour.
-- Narrow it: the days and the account; lower least to see smaller deletions.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? least = 10: deletions in an hour at least
SELECT
  date_trunc('hour', event_time) AS hour,
  account,
  principal_arn,
  event_source,
  array_sort(array_agg(DISTINCT event_name)) AS calls,
  count(*) AS deletions,
  count(DISTINCT target) AS targets,
  array_sort(array_agg(DISTINCT source_address)) AS source_addresses
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND regexp_like(event_name, '^(Batch)?(Delete|Terminate|Deregister|ScheduleKeyDeletion|Purge)')
  AND error_code IS NULL
  AND principal_type <> 'AWSService'
GROUP BY date_trunc('hour', event_time), account, principal_arn, event_source
HAVING count(*) >= CAST(? AS bigint)
ORDER BY deletions DESC, hour
LIMIT 500;
