-- Who looked up a name, or a name below it.
-- Narrow it: the days, the VPC, and the name.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? vpc: VPC such as vpc-0a1b2c3d; network-largest-senders tells which there are
-- ? name: name without a dot at its end, such as example.com
SELECT
  from_iso8601_timestamp(query_timestamp) AS query_time,
  account,
  vpc,
  srcids.instance AS instance_id,
  srcaddr,
  query_name,
  query_type,
  rcode,
  transform(answers, answer -> answer.rdata) AS answers
FROM dns_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND vpc = ?
  AND concat('.', query_name) LIKE concat('%.', ?, '.')
ORDER BY query_time
LIMIT 1000;
