-- Finds a security group that was opened to everybody, at another port than that of web pages, and closed again within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1686.001, T1133
-- row: This security group was opened to the whole internet, and later closed.
-- first: Find out who connected while it was open, with the saved query network-opened-and-reached.
-- by: account, group_id
-- quiet: 7 days
-- match
event_source = 'ec2.amazonaws.com' AND error_code IS NULL
AND (
  (
    event_name = 'AuthorizeSecurityGroupIngress' AND regexp_like(request, '"(0[.]0[.]0[.]0|::)/0"')
    AND (
      strpos(request, '"fromPort"') = 0
      OR cardinality(array_except(regexp_extract_all(request, '"(from|to)Port":"*([0-9-]+)', 2), ARRAY['80', '443'])) > 0
    )
  )
  OR event_name = 'RevokeSecurityGroupIngress'
)
-- subject
account, region, json_extract_scalar(request, '$.groupId') AS group_id
-- measure
format(
  'opened by %s, closed by %s',
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'Authorize%')), ', '),
  array_join(map_keys(histogram(principal) FILTER (WHERE event_name LIKE 'Revoke%')), ', ')
)
-- when
max(event_time) FILTER (WHERE event_name = 'RevokeSecurityGroupIngress')
  > min(event_time) FILTER (WHERE event_name = 'AuthorizeSecurityGroupIngress')
