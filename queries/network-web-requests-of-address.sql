-- What an address asked of a web application, and what AWS WAF did with it.
-- Narrow it: the days, the account and the web ACL.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? webacl: name of the web ACL
-- ? address: address of the client
SELECT
  account,
  region,
  action,
  terminatingruleid AS rule,
  httprequest.httpmethod AS method,
  httprequest.host AS host,
  httprequest.uri AS uri,
  count(*) AS requests,
  min(from_unixtime(timestamp / 1e3)) AS first_request,
  max(from_unixtime(timestamp / 1e3)) AS last_request
FROM waf_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND webacl = ?
  AND httprequest.clientip = ?
GROUP BY
  account, region, action, terminatingruleid, httprequest.httpmethod, httprequest.host, httprequest.uri
ORDER BY first_request, uri
LIMIT 1000;
