-- Who makes most events: roles, users and services.
-- Narrow it: the days and the account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  -- Sessions of one role count together
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby) AS principal,
  count(DISTINCT eventid) AS events,
  count(DISTINCT eventname) AS calls,
  -- Of several calls in the same second, the last in the alphabet: the same one in every run
  max_by(eventname, eventtime || eventname) AS latest_call
FROM cloudtrail
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY
  account,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby)
ORDER BY events DESC, account, principal
LIMIT 200;
