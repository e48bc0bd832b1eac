-- Which domains were asked for many different or very long names, as DNS tunnels are.
-- Narrow it: the days and the VPC; lower least and length to see more.
-- Not split: a name may be looked up in several accounts.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? vpc: VPC such as vpc-0a1b2c3d; network-largest-senders tells which there are
-- ? least = 100: different names below a domain at least
-- ? length = 60: or a name as long as this at least
SELECT
  regexp_extract(query_name, '[^.]+[.][^.]+[.]$') AS domain,
  coalesce(srcids.instance, srcaddr) AS asked_by,
  count(DISTINCT query_name) AS names,
  max(length(query_name)) AS longest_name,
  max_by(query_name, length(query_name)) AS example,
  count_if(query_type IN ('TXT', 'NULL', 'CNAME')) AS unusual_types,
  count_if(rcode <> 'NOERROR') AS failed,
  count(*) AS queries
FROM dns_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND vpc = ?
GROUP BY regexp_extract(query_name, '[^.]+[.][^.]+[.]$'), coalesce(srcids.instance, srcaddr)
HAVING count(DISTINCT query_name) >= CAST(? AS bigint) OR max(length(query_name)) >= CAST(? AS bigint)
ORDER BY names DESC
LIMIT 500;
