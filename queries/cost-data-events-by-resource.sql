-- Which buckets, functions and tables make most data events.
-- Narrow it: the days and the account; trail.dataEvents in the configuration chooses what is recorded.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  eventsource,
  coalesce(
    json_extract_scalar(requestparameters, '$.bucketName'),
    json_extract_scalar(requestparameters, '$.functionName'),
    json_extract_scalar(requestparameters, '$.tableName'),
    element_at(resources, 1).arn
  ) AS resource,
  count(DISTINCT eventid) AS events,
  count(DISTINCT if(lower(readonly) = 'true', eventid)) AS reading
FROM cloudtrail
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND eventcategory = 'Data'
GROUP BY
  account,
  eventsource,
  coalesce(
    json_extract_scalar(requestparameters, '$.bucketName'),
    json_extract_scalar(requestparameters, '$.functionName'),
    json_extract_scalar(requestparameters, '$.tableName'),
    element_at(resources, 1).arn
  )
ORDER BY events DESC, account, resource
LIMIT 200;
