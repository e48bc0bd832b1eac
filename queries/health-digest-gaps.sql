-- Where the hourly chain of the trail's digests is broken: a digest is missing, or is not the one before.
-- Narrow it: the days and the account; aws cloudtrail validate-logs proves what is there.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
WITH chain AS (
  SELECT
    account,
    region,
    digeststarttime,
    lag(digestendtime) OVER (PARTITION BY account, region ORDER BY digeststarttime) AS previous_end,
    previousdigests3object,
    lag(digests3object) OVER (PARTITION BY account, region ORDER BY digeststarttime) AS previous_object
  FROM cloudtrail_digests
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
)
SELECT
  account,
  region,
  previous_end AS gap_begins,
  digeststarttime AS gap_ends,
  previousdigests3object AS missing_digest
FROM chain
-- The first digest of the period has nothing before it here
WHERE previous_object IS NOT NULL
  AND (digeststarttime > previous_end OR previousdigests3object IS DISTINCT FROM previous_object)
ORDER BY gap_begins, account, region
LIMIT 1000;
