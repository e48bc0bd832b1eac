-- Which objects of the archives an address asked for, by S3's own access logs.
-- Narrow it: the days and the address; the account is the log-archive account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? address: IP address
SELECT
  date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000') AS request_time,
  bucket,
  requester,
  operation,
  key,
  httpstatus,
  errorcode,
  try_cast(bytessent AS bigint) AS bytes
FROM s3_access_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND remoteip = ?
ORDER BY request_time DESC
LIMIT 1000;
