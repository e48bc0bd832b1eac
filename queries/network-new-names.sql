-- Which domains were looked up for the first time, compared to the days before.
-- Narrow it: the days and the VPC; compare to more days with before.
-- Not split: a name may be looked up in several accounts.
-- ? from: first day, such as 2026/11/01
-- ? before = 7: days to compare to
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? vpc: VPC such as vpc-0a1b2c3d; network-largest-senders tells which there are
-- ? from: first day, such as 2026/11/01
SELECT
  -- The last two labels; of co.uk and the like it is one too few
  regexp_extract(query_name, '[^.]+[.][^.]+[.]$') AS domain,
  array_sort(array_agg(DISTINCT query_name)) AS names,
  array_sort(array_agg(DISTINCT coalesce(srcids.instance, srcaddr))) AS asked_by,
  count(*) AS queries,
  min(from_iso8601_timestamp(query_timestamp)) AS first_query
FROM dns_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d') - CAST(? AS integer) * interval '1' day, '%Y/%m/%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), '%Y/%m/%d')
  AND account LIKE ?
  AND vpc = ?
GROUP BY regexp_extract(query_name, '[^.]+[.][^.]+[.]$')
HAVING min(day) >= ?
ORDER BY first_query, domain
LIMIT 500;
