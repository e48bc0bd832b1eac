-- Which clients asked most of load balancers, and how much of it was refused.
-- Narrow it: the days and the account; raise least to see only who asks a lot.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? least = 1: requests at least
SELECT
  account,
  elb AS load_balancer,
  client_ip,
  count(*) AS requests,
  count_if(elb_status_code LIKE '4%') AS refused,
  count(DISTINCT request_url) AS urls,
  sum(CAST(sent_bytes AS bigint)) AS sent_bytes,
  max_by(user_agent, time) AS last_user_agent,
  min(from_iso8601_timestamp(time)) AS first_answer,
  max(from_iso8601_timestamp(time)) AS last_answer
FROM load_balancer_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY account, elb, client_ip
HAVING count(*) >= CAST(? AS bigint)
ORDER BY requests DESC, client_ip
LIMIT 500;
