-- When each log group of an application last delivered, the oldest first.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  loggroup,
  max(from_unixtime(entry[1]."timestamp" / 1000)) AS newest_event,
  count(DISTINCT logstream) AS streams
FROM app_logs
CROSS JOIN UNNEST(transform(logevents, entry -> ARRAY[entry])) AS entries (entry)
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY account, region, loggroup
ORDER BY newest_event, account, loggroup
LIMIT 5000;
