-- Who changed where people and workloads sign in: SAML, OpenID Connect, Identity Center, the directory.
-- Narrow it: the days, one account; Identity Center's are in its administrator's account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, region, principal_arn, source_address, event_source, event_name, error_code, request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND NOT is_read_only
  AND (
    regexp_like(event_name, 'SAMLProvider|OpenIDConnectProvider|ClientIDFromOpenID|ClientIDToOpenID')
    OR event_source IN ('sso.amazonaws.com', 'sso-directory.amazonaws.com', 'identitystore.amazonaws.com')
  )
ORDER BY event_time DESC
LIMIT 1000;
