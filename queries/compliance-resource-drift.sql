-- How a resource changed over time, as AWS Config recorded it: each state that differs from the one before.
-- Narrow it: the account and the region exactly: the days of AWS Config do not sort.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id
-- ? region: region
-- ? resource: id of the resource, such as sg-0123456789abcdef0
WITH states AS (
  SELECT
    item.configurationitemcapturetime AS recorded,
    item.configurationitemstatus AS status,
    item.resourcetype AS resource_type,
    item.configuration AS configuration,
    lag(item.configuration) OVER (ORDER BY item.configurationitemcapturetime) AS before
  FROM config_history
  CROSS JOIN UNNEST(configurationitems) AS item
  -- AWS Config writes the day without leading zeros, and so no comparison of texts fits
  WHERE date_parse(day, '%Y/%c/%e') BETWEEN date_parse(?, '%Y/%m/%d') AND date_parse(?, '%Y/%m/%d')
    AND account = ? AND region = ?
    AND item.resourceid = ?
)
SELECT recorded, status, resource_type, before, configuration AS after
FROM states
WHERE before IS NULL OR before <> configuration OR status NOT IN ('OK', 'ResourceDiscovered')
ORDER BY recorded
LIMIT 1000;
