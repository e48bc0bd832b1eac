-- Which rules of AWS WAF matched without deciding: what they would have blocked, and whose requests.
-- Narrow it: the days, the account and the web ACL.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? webacl: name of the web ACL
SELECT
  w.account,
  w.region,
  matched.ruleid AS rule,
  matched.action AS rule_action,
  count(*) AS requests,
  count_if(w.action = 'ALLOW') AS allowed,
  count(DISTINCT w.httprequest.clientip) AS clients,
  max_by(w.httprequest.uri, w.timestamp) AS last_uri,
  max(from_unixtime(w.timestamp / 1e3)) AS last_request
FROM waf_logs AS w
CROSS JOIN UNNEST(nonterminatingmatchingrules) AS matched
WHERE w.day BETWEEN ? AND ?
  AND w.account LIKE ?
  AND w.webacl = ?
GROUP BY w.account, w.region, matched.ruleid, matched.action
ORDER BY requests DESC, rule
LIMIT 500;
