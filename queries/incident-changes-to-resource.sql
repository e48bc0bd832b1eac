-- Who touched a resource, by any id or name that stands in the request, the answer or the target.
-- Narrow it: the days, one account; a whole id finds less than a word.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? resource: its id, name or ARN, such as sg-0123456789abcdef0
SELECT
  event_time, account, region, principal_arn, source_address, event_source, event_name, error_code, request, response
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND NOT is_read_only
  AND strpos(concat_ws(' ', target, request, response), ?) > 0
ORDER BY event_time
LIMIT 1000;
