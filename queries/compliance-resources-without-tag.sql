-- Which resources did not have a tag on a day, such as their owner, as AWS Config knew them.
-- Narrow it: the day, one account, one type.
-- ? to: the day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? type = %: resource type, such as AWS::EC2::Instance, or % for all
-- ? tag: key of the tag
SELECT DISTINCT account, region, item.resourcetype AS resource_type, item.resourceid AS resource_id, item.arn AS arn
FROM config_snapshots
CROSS JOIN UNNEST(configurationitems) AS item
-- AWS Config writes the day without leading zeros
WHERE day = date_format(date_parse(?, '%Y/%m/%d'), '%Y/%c/%e') AND account LIKE ?
  AND item.resourcetype LIKE ?
  AND NOT contains(map_keys(coalesce(item.tags, MAP())), ?)
ORDER BY account, resource_type, resource_id
LIMIT 1000;
