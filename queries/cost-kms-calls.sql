-- Which keys and callers make most KMS calls, which are paid for as calls and as events.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  element_at(resources, 1).arn AS kms_key,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby) AS principal,
  eventname,
  count(DISTINCT eventid) AS events
FROM cloudtrail
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
  AND eventsource = 'kms.amazonaws.com'
GROUP BY
  account,
  element_at(resources, 1).arn,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby),
  eventname
ORDER BY events DESC, account, kms_key, eventname
LIMIT 200;
