-- What else was changed around a time, without what services do by themselves.
-- Narrow it: one account, one region, fewer minutes.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
-- ? at: the time in UTC, such as 2026-11-01T02:15:00Z
-- ? minutes = 15: minutes before and after
SELECT event_time, account, region, principal_arn, source_address, event_source, event_name, target, error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ? AND region LIKE ?
  AND abs(date_diff('second', event_time, CAST(from_iso8601_timestamp(?) AS timestamp))) <= 60 * CAST(? AS integer)
  AND NOT is_read_only
  AND principal_type <> 'AWSService'
  AND NOT regexp_like(coalesce(session_issuer, ''), '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-service-role/')
ORDER BY event_time
LIMIT 1000;
