-- When each account and region last had a digest, the oldest first, and how many there were.
-- Narrow it: the days and the account; a whole day has 24 of each.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  max(digestendtime) AS last_digest,
  count(DISTINCT digests3object) AS digests,
  sum(cardinality(logfiles)) AS log_files
FROM cloudtrail_digests
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY account, region
ORDER BY last_digest, account, region
LIMIT 5000;
