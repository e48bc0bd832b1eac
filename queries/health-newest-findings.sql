-- When each account and region last delivered findings of Security Hub, the oldest first.
-- Narrow it: the days and the account that delivered.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  max("time") AS newest_event,
  count(*) AS events
FROM securityhub_findings
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY account, region
ORDER BY newest_event, account
LIMIT 5000;
