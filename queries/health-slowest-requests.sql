-- Which requests to load balancers took longest, by target and method, in seconds.
-- Narrow it: the days and the account; raise least to see only what was slow.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? least = 1: seconds at least
SELECT
  account,
  elb AS load_balancer,
  target_group_arn AS target_group,
  target_ip,
  request_verb AS method,
  count(*) AS requests,
  round(avg(CAST(target_processing_time AS double)), 3) AS average_seconds,
  max(CAST(target_processing_time AS double)) AS longest_seconds,
  max_by(request_url, CAST(target_processing_time AS double)) AS slowest_url,
  max(from_iso8601_timestamp(time)) AS last_answer
FROM load_balancer_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  -- -1 where no target answered, and not a number where the line could not be read
  AND TRY_CAST(target_processing_time AS double) >= CAST(? AS double)
GROUP BY account, elb, target_group_arn, target_ip, request_verb
ORDER BY longest_seconds DESC, last_answer
LIMIT 500;
