-- Who read or tried to read the archive of logs, from where, how much.
-- Narrow it: the days, one bucket; services that deliver are left out. S3 logs access late, so ask again tomorrow.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? bucket = %: bucket of the archive, or % for all
SELECT
  bucket,
  requester,
  remoteip,
  count_if(operation LIKE 'REST.GET.%' OR operation LIKE 'REST.HEAD.%') AS reads,
  count_if(operation NOT LIKE 'REST.GET.%' AND operation NOT LIKE 'REST.HEAD.%') AS others,
  count_if(httpstatus = '403') AS refused,
  sum(try_cast(bytessent AS bigint)) AS bytes,
  min(date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000')) AS first_seen,
  max(date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000')) AS last_seen
FROM s3_access_logs
WHERE day BETWEEN ? AND ? AND account LIKE ? AND bucket LIKE ?
  AND requester NOT LIKE 'svc:%'
GROUP BY bucket, requester, remoteip
ORDER BY refused DESC, first_seen
LIMIT 1000;
