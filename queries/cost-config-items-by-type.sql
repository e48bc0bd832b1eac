-- Which types of resources make most configuration items, which AWS Config is paid by.
-- Narrow it: the days; account and region have to be named, because AWS Config's days do not sort.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id
-- ? region: region
SELECT
  account,
  region,
  item[1].resourcetype AS resource_type,
  count(*) AS items,
  count(DISTINCT item[1].resourceid) AS resources
FROM config_history
CROSS JOIN UNNEST(transform(configurationitems, item -> ARRAY[item])) AS items (item)
WHERE date_parse(day, '%Y/%c/%e') BETWEEN date_parse(?, '%Y/%m/%d') AND date_parse(?, '%Y/%m/%d')
  AND account = ?
  AND region = ?
GROUP BY account, region, item[1].resourcetype
ORDER BY items DESC, account, resource_type
LIMIT 200;
