-- In which regions people and their tools change things, and since when in the period.
-- Narrow it: the days and the account.
-- Not split: a region is counted over all accounts.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  region,
  count(DISTINCT account) AS accounts,
  count(DISTINCT coalesce(session_issuer, principal_arn)) AS principals,
  count(*) AS changes,
  min(event_time) AS first_change,
  max(event_time) AS last_change
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND is_read_only = false
  AND principal_type <> 'AWSService'
  AND error_code IS NULL
GROUP BY region
ORDER BY changes DESC
LIMIT 100;
