-- Whose requests AWS WAF blocked, and by which rule.
-- Narrow it: the days, the account and the web ACL; raise least to see only who is persistent.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? webacl: name of the web ACL
-- ? least = 1: blocked requests at least
SELECT
  account,
  region,
  httprequest.clientip AS client_ip,
  httprequest.country AS country,
  terminatingruleid AS rule,
  terminatingruletype AS rule_type,
  count(*) AS requests,
  count(DISTINCT httprequest.uri) AS uris,
  min(from_unixtime(timestamp / 1e3)) AS first_request,
  max(from_unixtime(timestamp / 1e3)) AS last_request
FROM waf_logs
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND webacl = ?
  AND action = 'BLOCK'
GROUP BY account, region, httprequest.clientip, httprequest.country, terminatingruleid, terminatingruletype
HAVING count(*) >= CAST(? AS bigint)
ORDER BY requests DESC, first_request
LIMIT 500;
