-- Every session and key that was got with an access key, and with those again, across accounts.
-- Narrow it: the days; leave the account at %, or what was got in other accounts is missing.
-- Not split: the chain goes from account to account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? key: access key id that leaked
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

reached AS (
  -- The asked key and all that came of it; a recursive query would read the archive once for each step
  SELECT keys
  FROM (
    SELECT map_agg(by_key, keys) AS given
    FROM (
      SELECT by_key, array_agg(DISTINCT key) AS keys
      FROM issued
      WHERE key IS NOT NULL AND by_key IS NOT NULL
      GROUP BY by_key
    )
  )
  CROSS JOIN UNNEST(ARRAY[
    reduce(
      sequence(1, 9),
      ARRAY[CAST(? AS varchar)],
      (k, step) -> array_distinct(k || flatten(transform(k, one -> coalesce(element_at(given, one), ARRAY[])))),
      k -> k
    )
  ]) AS walked (keys)
)
SELECT issued.*
FROM reached
JOIN issued ON contains(keys, issued.by_key)
ORDER BY event_time
LIMIT 1000;
