-- Which addresses, regions, services and tools a principal used for the first time in the days.
-- Narrow it: one account; the farther back since reaches, the more is known and read.
-- Not split: a principal may call in several accounts.
-- ? since: first day of what counts as known, such as 2026/10/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? principal: ARN of the user, role or session, or its name
-- ? from: first day of what counts as new, such as 2026/11/01
SELECT what, value, min(event_time) AS first_seen, count(*) AS calls
FROM cloudtrail_events
CROSS JOIN UNNEST(
  ARRAY['address', 'region', 'service', 'tool'],
  ARRAY[source_address, region, event_source, user_agent]
) AS used (what, value)
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND contains(ARRAY[principal_arn, session_issuer, principal_name], ?)
GROUP BY what, value
HAVING min(day) >= ?
ORDER BY first_seen, what
LIMIT 1000;
