-- Which names DNS Firewall blocked or reported, and who asked.
-- Narrow it: the days and the VPC.
-- Not split: a name may be looked up in several accounts.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? vpc: VPC such as vpc-0a1b2c3d; network-largest-senders tells which there are
SELECT
  query_name,
  firewall_rule_action AS action,
  firewall_rule_group_id AS rule_group,
  firewall_domain_list_id AS domain_list,
  srcids.instance AS instance_id,
  srcaddr,
  count(*) AS queries,
  min(from_iso8601_timestamp(query_timestamp)) AS first_query,
  max(from_iso8601_timestamp(query_timestamp)) AS last_query
FROM dns_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND vpc = ?
  AND firewall_rule_action IN ('BLOCK', 'ALERT')
GROUP BY
  query_name, firewall_rule_action, firewall_rule_group_id, firewall_domain_list_id, srcids.instance, srcaddr
ORDER BY queries DESC, first_query
LIMIT 500;
