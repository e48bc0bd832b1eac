-- When the role for emergencies was used, by whom, from where, and for how many changes.
-- Narrow it: the days, one account; each session needs a ticket.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? role: name of the role for emergencies, % stands for any rest
SELECT
  account,
  role,
  principal_name AS session,
  access_key_id,
  source_address,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen,
  count(*) AS calls,
  count_if(NOT is_read_only) AS changes,
  array_join(array_agg(DISTINCT if(NOT is_read_only, event_name)), ', ') AS changed_with
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND role LIKE ?
GROUP BY account, role, principal_name, access_key_id, source_address
ORDER BY first_seen
LIMIT 1000;
