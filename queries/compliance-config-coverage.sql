-- Which accounts and regions called AWS on a day, but have no snapshot of AWS Config of that day.
-- Narrow it: one account; a row is a recorder that is missing, stopped, or cannot deliver.
-- ? to: the day, such as 2026/11/07
-- ? to: the same
-- ? account: account id, or % for all
-- ? to: the same
-- ? account: the same
WITH active AS (
  SELECT account, region, count(*) AS calls, max(event_time) AS last_call
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ? AND account LIKE ?
    -- What services do by themselves needs no resource of ours
    AND principal_type <> 'AWSService'
    AND NOT regexp_like(coalesce(session_issuer, ''), '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-service-role/')
  GROUP BY account, region
),
recorded AS (
  SELECT DISTINCT account, region
  FROM config_snapshots
  -- AWS Config writes the day without leading zeros
  WHERE day = date_format(date_parse(?, '%Y/%m/%d'), '%Y/%c/%e') AND account LIKE ?
)
SELECT active.account, active.region, calls, last_call
FROM active
LEFT JOIN recorded ON recorded.account = active.account AND recorded.region = active.region
WHERE recorded.account IS NULL
ORDER BY active.account, active.region
LIMIT 1000;
