-- Which machines' credentials were used from more than one address: somebody took them away.
-- Narrow it: the days, one account; a machine behind several gateways is no thief.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  access_key_id,
  account,
  session_issuer,
  principal_name,
  count(DISTINCT source_address) AS addresses,
  array_join(array_agg(DISTINCT source_address ORDER BY source_address), ', ') AS used_from,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND principal_type = 'AssumedRole'
  -- Sessions of machines are named after them
  AND regexp_like(principal_name, '^i-[0-9a-f]{8,17}$')
  -- Addresses, not names of services
  AND regexp_like(source_address, '^[0-9a-f.:]+$')
GROUP BY access_key_id, account, session_issuer, principal_name
HAVING count(DISTINCT source_address) > 1
ORDER BY addresses DESC, first_seen
LIMIT 1000;
