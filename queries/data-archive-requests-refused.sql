-- Who was refused by the archive buckets, from which addresses.
-- Narrow it: the days; the account is the log-archive account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  bucket,
  requester,
  remoteip,
  operation,
  count(*) AS requests,
  min(date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000')) AS first_request,
  max(date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000')) AS last_request
FROM s3_access_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND httpstatus = '403'
GROUP BY bucket, requester, remoteip, operation
ORDER BY requests DESC, first_request
LIMIT 500;
