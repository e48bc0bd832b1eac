-- Which applications wrote errors, how many, and what the latest said.
-- Narrow it: the days and the account; name other words with pattern.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? pattern = (?i)error|exception|fatal: regular expression a message has to match
SELECT
  account,
  loggroup,
  count(*) AS messages,
  min(from_unixtime(entry[1]."timestamp" / 1000)) AS first_message,
  max(from_unixtime(entry[1]."timestamp" / 1000)) AS last_message,
  max_by(entry[1].message, entry[1]."timestamp") AS latest
FROM app_logs
CROSS JOIN UNNEST(transform(logevents, entry -> ARRAY[entry])) AS entries (entry)
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND regexp_like(entry[1].message, ?)
GROUP BY account, loggroup
ORDER BY messages DESC
LIMIT 500;
