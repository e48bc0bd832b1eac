-- Who changed something without the role that deploys.
-- Narrow it: the days, one account; what services do by themselves is left out.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? role: name of the role that deploys, % stands for any rest
SELECT
  account,
  principal_arn,
  event_source,
  event_name,
  count(*) AS changes,
  count(error_code) AS failed,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND NOT is_read_only
  AND event_type = 'AwsApiCall'
  AND principal_type <> 'AWSService'
  AND coalesce(role, '') NOT LIKE ?
  AND NOT regexp_like(coalesce(session_issuer, ''), '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-service-role/')
GROUP BY account, principal_arn, event_source, event_name
ORDER BY account, principal_arn, changes DESC, event_name
LIMIT 1000;
