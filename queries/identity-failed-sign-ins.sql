-- Who failed to sign in to the console, from where, how often, and whether it worked in the end.
-- Narrow it: the days, one account, more failures.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? least = 1: failures at least
SELECT
  account,
  principal_name,
  source_address,
  count_if(json_extract_scalar(response, '$.ConsoleLogin') = 'Failure') AS failures,
  count_if(json_extract_scalar(response, '$.ConsoleLogin') = 'Success') AS successes,
  min(event_time) AS first_seen,
  max(event_time) AS last_seen
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_name = 'ConsoleLogin'
GROUP BY account, principal_name, source_address
HAVING count_if(json_extract_scalar(response, '$.ConsoleLogin') = 'Failure') >= CAST(? AS bigint)
ORDER BY failures DESC, first_seen
LIMIT 1000;
