-- Who still calls AWS with TLS before 1.2.
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  useridentity.arn AS principal_arn,
  useragent AS user_agent,
  eventsource AS event_source,
  tlsdetails.tlsversion AS tls_version,
  count(DISTINCT eventid) AS calls,
  max(eventtime) AS last_seen
FROM cloudtrail
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND tlsdetails.tlsversion IN ('SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1')
GROUP BY account, useridentity.arn, useragent, eventsource, tlsdetails.tlsversion
ORDER BY calls DESC, account
LIMIT 1000;
