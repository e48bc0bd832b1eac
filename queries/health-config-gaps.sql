-- On which days an account and region delivered no snapshot of AWS Config, though it did on others.
-- Narrow it: the days; account and region have to be named, because AWS Config's days do not sort.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id
-- ? region: region
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
WITH delivered AS (
  SELECT DISTINCT account, region, date_parse(day, '%Y/%c/%e') AS snapshot_day
  FROM config_snapshots
  WHERE date_parse(day, '%Y/%c/%e') BETWEEN date_parse(?, '%Y/%m/%d') AND date_parse(?, '%Y/%m/%d')
    AND account = ?
    AND region = ?
)
SELECT
  account,
  region,
  count(*) AS days_without,
  min(missing.day) AS first_day_without,
  max(missing.day) AS last_day_without
FROM (SELECT account, region, array_agg(snapshot_day) AS days FROM delivered GROUP BY account, region)
CROSS JOIN UNNEST(sequence(date_parse(?, '%Y/%m/%d'), date_parse(?, '%Y/%m/%d'), interval '1' day)) AS missing (day)
WHERE NOT contains(days, missing.day)
GROUP BY account, region
ORDER BY days_without DESC, account, region
LIMIT 1000;
