-- When each account last delivered each kind of log, the oldest first.
-- Narrow it: the days and the account; for flow logs see health-newest-flow-logs, for AWS Config health-config-gaps.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  log,
  account,
  max(newest) AS newest_log,
  count(DISTINCT region) AS regions
FROM (
  SELECT 'cloudtrail' AS log, account, region, day, eventtime AS newest FROM cloudtrail
  UNION ALL
  SELECT 'cloudtrail_digests', account, region, day, digestendtime FROM cloudtrail_digests
  UNION ALL
  SELECT 'cloudtrail_insights', account, region, day, eventtime FROM cloudtrail_insights
  UNION ALL
  SELECT 'securityhub_findings', account, region, day, "time" FROM securityhub_findings
  UNION ALL
  SELECT 'app_logs', account, region, day, to_iso8601(from_unixtime(entry[1]."timestamp" / 1000))
  FROM app_logs
  CROSS JOIN UNNEST(transform(logevents, entry -> ARRAY[entry])) AS entries (entry)
)
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY log, account
ORDER BY newest_log, log, account
LIMIT 5000;
