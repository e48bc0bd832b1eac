-- How many findings are open in each account, by severity.
-- Narrow it: the days in which findings were updated, and the account that delivered.
-- Not split: an administrator and a member may both deliver a finding.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  finding[1].awsaccountid AS finding_account,
  finding[1].severity.label AS severity,
  count(*) AS open_findings,
  min(finding[1].createdat) AS oldest,
  max(finding[1].severity.normalized) AS highest
FROM (
  SELECT
    finding,
    -- A finding is written again with every update: the latest holds
    row_number() OVER (PARTITION BY finding[1].id ORDER BY finding[1].updatedat DESC) AS age
  FROM securityhub_findings
  CROSS JOIN UNNEST(transform(detail.findings, finding -> ARRAY[finding])) AS findings (finding)
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
)
WHERE age = 1
  AND finding[1].recordstate = 'ACTIVE'
  AND finding[1].workflow.status IN ('NEW', 'NOTIFIED')
GROUP BY finding[1].awsaccountid, finding[1].severity.label
ORDER BY highest DESC, open_findings DESC, finding_account
LIMIT 1000;
