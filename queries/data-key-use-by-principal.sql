-- Who used which KMS key, for what and how often.
-- Narrow it: the days, the account, and a part of the key's id.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? key = %: key ARN with % for its parts, such as %1234abcd%, or % for all
SELECT
  account,
  target AS kms_key,
  principal_arn,
  invoked_by,
  event_name,
  count(*) AS calls,
  count_if(error_code IS NOT NULL) AS refused,
  min(event_time) AS first_call,
  max(event_time) AS last_call
FROM cloudtrail_events
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND event_source = 'kms.amazonaws.com'
  AND event_name IN (
    'Decrypt', 'Encrypt', 'ReEncrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair',
    'CreateGrant', 'Sign', 'Verify'
  )
  AND coalesce(target, '') LIKE ?
GROUP BY account, target, principal_arn, invoked_by, event_name
ORDER BY calls DESC, kms_key, principal_arn
LIMIT 500;
