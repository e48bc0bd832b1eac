-- What was typed and shown in sessions, with who opened them, from where, and on which machine.
-- Narrow it: one account, one region, one session: transcripts have no day, so all of an account's are read.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? region: region, or % for all
-- ? session = %: session id, or % for all
-- ? account: the same
-- ? region: the same
-- ? session = %: the same
WITH opened AS (
  SELECT
    event_time, account, region, principal_arn, source_address,
    json_extract_scalar(request, '$.target') AS machine,
    json_extract_scalar(response, '$.sessionId') AS session_id
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ? AND account LIKE ? AND region LIKE ?
    AND event_name = 'StartSession'
    AND json_extract_scalar(response, '$.sessionId') LIKE ?
),
shown AS (
  SELECT
    account,
    region,
    regexp_extract("$path", '([^/]+)[.]log$', 1) AS session_id,
    -- In the order they are read: a transcript is one small object
    row_number() OVER (PARTITION BY "$path") AS line_number,
    rtrim(line) AS line
  FROM session_transcripts
  WHERE account LIKE ? AND region LIKE ? AND "$path" LIKE '%/' || ? || '.log'
)
SELECT event_time, account, principal_arn, source_address, machine, session_id, line_number, line
FROM opened
JOIN shown USING (account, region, session_id)
ORDER BY event_time, session_id, line_number
LIMIT 5000;
