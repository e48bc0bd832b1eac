-- Which credentials of instances were used from the internet; flow logs do not see the metadata address.
-- Narrow it: the days and the account; an address of your own gateway is no theft.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  principal_name AS instance_id,
  role,
  source_address,
  user_agent,
  array_sort(array_agg(DISTINCT event_name)) AS calls,
  count(*) AS events,
  min(event_time) AS first_call,
  max(event_time) AS last_call
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND principal_type = 'AssumedRole'
  -- A role handed out by the metadata service has the instance for the session's name
  AND regexp_like(principal_name, '^i-[0-9a-f]{8,17}$')
  AND vpc_endpoint_id IS NULL
  -- Addresses, not names of services
  AND regexp_like(source_address, '^[0-9a-f.:]+$')
  AND NOT regexp_like(
    source_address,
    '^(10|127|192[.]168|169[.]254|172[.](1[6-9]|2.|3[01])|100[.](6[4-9]|[7-9].|1[01].|12[0-7]))[.]|^(f[cd]|fe80|-)'
  )
GROUP BY account, principal_name, role, source_address, user_agent
ORDER BY events DESC
LIMIT 500;
