-- The chain of roles behind an access key, across accounts: which key got it, and which key got that one.
-- Narrow it: the days; leave the account at %, or the chain ends at its border.
-- Not split: the chain goes from account to account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? key: access key id of the action to explain
WITH issued AS (
  SELECT
    coalesce(
      json_extract_scalar(response, '$.credentials.accessKeyId'),
      json_extract_scalar(response, '$.accessKey.accessKeyId')
    ) AS key,
    access_key_id AS by_key,
    event_time,
    account,
    principal_arn,
    source_address,
    event_name,
    target
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ? AND account LIKE ?
    -- The role's account has a copy that does not tell the caller's key
    AND principal_type <> 'AWSAccount'
    AND event_name IN (
      'AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot',
      'GetSessionToken', 'GetFederationToken', 'CreateAccessKey'
    )
),

chain AS (
  -- From the asked key back to the first; a recursive query would read the archive once for each step
  SELECT keys
  FROM (SELECT map_agg(key, by_key) AS giver FROM issued WHERE key IS NOT NULL)
  CROSS JOIN UNNEST(ARRAY[
    reduce(
      sequence(1, 9),
      ARRAY[CAST(? AS varchar)],
      (k, step) -> k || coalesce(element_at(giver, element_at(k, -1)), ''),
      k -> k
    )
  ]) AS walked (keys)
)
SELECT step, issued.*
FROM chain
CROSS JOIN UNNEST(keys) WITH ORDINALITY AS link (key, step)
JOIN issued ON issued.key = link.key
ORDER BY step
LIMIT 100;
