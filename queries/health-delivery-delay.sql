-- How many minutes lie between a call and the delivery of its log file, by account and region.
-- Narrow it: the days and the account; the time of delivery is that in the file's name.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  approx_percentile(minutes, 0.5) AS half_within,
  approx_percentile(minutes, 0.95) AS most_within,
  max(minutes) AS longest,
  count(*) AS events
FROM (
  SELECT
    *,
    date_diff(
      'minute',
      CAST(from_iso8601_timestamp(eventtime) AS timestamp(3)),
      date_parse(regexp_extract("$path", '_([0-9]{8}T[0-9]{4})Z_', 1), '%Y%m%dT%H%i')
    ) AS minutes
  FROM cloudtrail
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
)
GROUP BY account, region
ORDER BY longest DESC, account, region
LIMIT 1000;
