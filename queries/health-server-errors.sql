-- Which targets of load balancers failed: answers of 500 and more, by target and status.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  elb AS load_balancer,
  target_group_arn AS target_group,
  target_ip,
  elb_status_code,
  target_status_code,
  count(*) AS requests,
  count(DISTINCT client_ip) AS clients,
  max_by(request_url, time) AS last_url,
  min(from_iso8601_timestamp(time)) AS first_answer,
  max(from_iso8601_timestamp(time)) AS last_answer
FROM load_balancer_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND elb_status_code LIKE '5%'
GROUP BY account, elb, target_group_arn, target_ip, elb_status_code, target_status_code
ORDER BY requests DESC, first_answer
LIMIT 500;
