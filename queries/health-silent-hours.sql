-- In which hours accounts and regions delivered no event, though they did in other hours.
-- Narrow it: the days and the account; raise least to leave out regions that are seldom used.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? least = 3: hours without events at least
WITH seen AS (
  SELECT DISTINCT account, region, date_trunc('hour', event_time) AS hour
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
),
expected AS (
  SELECT DISTINCT seen.account, seen.region, clock.hour
  FROM seen
  CROSS JOIN UNNEST(
    sequence(date_parse(?, '%Y/%m/%d'), date_parse(?, '%Y/%m/%d') + interval '23' hour, interval '1' hour)
  ) AS clock (hour)
  -- An hour that is not over is not silent yet
  WHERE clock.hour < date_trunc('hour', localtimestamp)
)
SELECT
  account,
  region,
  count(*) AS silent_hours,
  min(hour) AS first_silent_hour,
  max(hour) AS last_silent_hour
FROM expected
LEFT JOIN (SELECT account, region, hour, true AS has_events FROM seen) AS heard USING (account, region, hour)
WHERE has_events IS NULL
GROUP BY account, region
HAVING count(*) >= CAST(? AS bigint)
ORDER BY silent_hours DESC, account, region
LIMIT 1000;
