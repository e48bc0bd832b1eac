-- Which volumes, databases, file systems and queues were not encrypted on a day, as AWS Config knew them.
-- Narrow it: the day, one account.
-- ? to: the day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  item.resourcetype AS resource_type,
  item.resourceid AS resource_id,
  item.resourcename AS resource_name,
  max(item.configurationitemcapturetime) AS recorded
FROM config_snapshots
CROSS JOIN UNNEST(configurationitems) AS item
-- AWS Config writes the day without leading zeros
WHERE day = date_format(date_parse(?, '%Y/%m/%d'), '%Y/%c/%e') AND account LIKE ?
  AND item.resourcetype IN (
    'AWS::EC2::Volume', 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::RDS::DBSnapshot',
    'AWS::EFS::FileSystem', 'AWS::Redshift::Cluster', 'AWS::DocDB::DBCluster'
  )
  AND coalesce(
    json_extract_scalar(item.configuration, '$.encrypted'),
    json_extract_scalar(item.configuration, '$.Encrypted'),
    json_extract_scalar(item.configuration, '$.storageEncrypted'),
    json_extract_scalar(item.configuration, '$.StorageEncrypted')
  ) = 'false'
GROUP BY account, region, item.resourcetype, item.resourceid, item.resourcename
ORDER BY account, resource_type, resource_id
LIMIT 1000;
