-- How many findings were made and how many resolved each day, by severity.
-- Narrow it: the days and the account that delivered.
-- Not split: an administrator and a member may both deliver a finding.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  day,
  finding[1].awsaccountid AS finding_account,
  finding[1].severity.label AS severity,
  count(DISTINCT if(replace(substr(finding[1].createdat, 1, 10), '-', '/') = day, finding[1].id)) AS made,
  count(DISTINCT if(finding[1].workflow.status = 'RESOLVED', finding[1].id)) AS resolved,
  count(DISTINCT finding[1].id) AS updated
FROM securityhub_findings
CROSS JOIN UNNEST(transform(detail.findings, finding -> ARRAY[finding])) AS findings (finding)
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY day, finding[1].awsaccountid, finding[1].severity.label
ORDER BY day, finding_account, severity
LIMIT 5000;
