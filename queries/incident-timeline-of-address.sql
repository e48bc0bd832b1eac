-- The timeline of an address: calls, findings, connections, requests to the archive, and names that lead to it.
-- Narrow it: the days, one account; with the VPC's id (flow logs tell it) its name lookups are there too.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? address: IP address
-- ? from: the same
-- ? to: the same
-- ? account: the same
-- ? address: the same
-- ? from: the same
-- ? to: the same
-- ? account: the same
-- ? address: the same
-- ? address: the same
-- ? from: the same
-- ? to: the same
-- ? account: the same
-- ? address: the same
-- ? from: the same
-- ? to: the same
-- ? account: the same
-- ? vpc = none: VPC whose name lookups to read, such as vpc-0a1b2c3d
-- ? address: the same
SELECT
  event_time, 'call' AS source, account, principal_arn AS who,
  concat_ws(' ', event_source, event_name, target, error_code) AS what
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ? AND source_address = ?
UNION ALL
SELECT
  CAST(from_iso8601_timestamp(f.updatedat) AS timestamp), 'finding', f.awsaccountid, f.productname,
  concat_ws(' ', f.severity.label, f.title)
FROM securityhub_findings
CROSS JOIN UNNEST(detail.findings) AS f
WHERE day BETWEEN ? AND ? AND account LIKE ? AND strpos(json_format(CAST(detail AS json)), ?) > 0
UNION ALL
SELECT
  CAST(from_unixtime(start) AS timestamp), 'connection', account, coalesce(instance_id, interface_id),
  concat_ws(' ', action, srcaddr, '->', dstaddr, 'port', CAST(dstport AS varchar), 'bytes', CAST(bytes AS varchar))
FROM flow_logs
WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
    AND date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')
  AND account LIKE ? AND (srcaddr = ? OR dstaddr = ?)
UNION ALL
SELECT
  date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000'), 'archive', account, requester,
  concat_ws(' ', operation, bucket, key, httpstatus)
FROM s3_access_logs
WHERE day BETWEEN ? AND ? AND account LIKE ? AND remoteip = ?
UNION ALL
SELECT
  CAST(from_iso8601_timestamp(query_timestamp) AS timestamp), 'name lookup', account, srcids.instance,
  concat_ws(' ', query_type, query_name)
FROM dns_logs
WHERE day BETWEEN ? AND ? AND account LIKE ? AND vpc = ? AND any_match(answers, answer -> answer.rdata = ?)
ORDER BY event_time, source, what
LIMIT 1000;
