-- Which calls fail most, with which errors, and for how many callers.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  event_source,
  event_name,
  error_code,
  count(*) AS errors,
  count(DISTINCT principal_arn) AS principals,
  -- Of several messages in the same second, the last in the alphabet: the same one in every run
  max_by(error_message, CAST(event_time AS varchar) || error_message) AS latest_message
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND error_code IS NOT NULL
GROUP BY account, event_source, event_name, error_code
ORDER BY errors DESC, event_source, event_name
LIMIT 500;
