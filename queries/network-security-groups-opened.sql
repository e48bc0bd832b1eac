-- Who opened security groups to the whole world, and which ports.
-- Narrow it: the days and the account; network-opened-and-reached tells what came in.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  region,
  principal_name,
  source_address,
  event_name,
  coalesce(
    json_extract_scalar(request, '$.groupId'),
    json_extract_scalar(request, '$.ModifySecurityGroupRulesRequest.GroupId')
  ) AS security_group,
  json_extract_scalar(request, '$.ipPermissions.items[0].fromPort') AS from_port,
  json_extract_scalar(request, '$.ipPermissions.items[0].toPort') AS to_port,
  error_code
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source = 'ec2.amazonaws.com'
  AND event_name IN ('AuthorizeSecurityGroupIngress', 'ModifySecurityGroupRules')
  AND regexp_like(request, '"(0[.]0[.]0[.]0|::)/0"')
ORDER BY event_time DESC
LIMIT 1000;
