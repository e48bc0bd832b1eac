-- Which names an instance looked up, and what was answered.
-- Narrow it: the days, the VPC, and the instance.
-- Not split: an address may be that of machines in several accounts.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? vpc: VPC such as vpc-0a1b2c3d; network-largest-senders tells which there are
-- ? instance = %: instance id, or % for all
SELECT
  srcids.instance AS instance_id,
  srcaddr,
  query_name,
  query_type,
  rcode,
  array_distinct(flatten(array_agg(transform(answers, answer -> answer.rdata)))) AS answers,
  count(*) AS queries,
  min(from_iso8601_timestamp(query_timestamp)) AS first_query,
  max(from_iso8601_timestamp(query_timestamp)) AS last_query
FROM dns_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND vpc = ?
  AND coalesce(srcids.instance, '') LIKE ?
GROUP BY srcids.instance, srcaddr, query_name, query_type, rcode
ORDER BY first_query
LIMIT 1000;
