-- Which findings of Security Hub are open longest.
-- Narrow it: the days in which findings were written or updated, one account.
-- Not split: an administrator and a member may both deliver a finding.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? severity = %: LOW, MEDIUM, HIGH or CRITICAL, or % for all
SELECT
  f.id,
  max(f.awsaccountid) AS finding_account,
  max_by(f.severity.label, f.updatedat) AS severity,
  max_by(f.title, f.updatedat) AS title,
  max_by(f.resources[1].id, f.updatedat) AS resource,
  min(f.createdat) AS created,
  date_diff('day', from_iso8601_timestamp(min(f.createdat)), from_iso8601_timestamp(max(f.updatedat))) AS days_open
FROM securityhub_findings
CROSS JOIN UNNEST(detail.findings) AS f
WHERE day BETWEEN ? AND ? AND account LIKE ?
GROUP BY f.id
-- The last update counts
HAVING max_by(f.workflow.status, f.updatedat) IN ('NEW', 'NOTIFIED')
  AND max_by(f.recordstate, f.updatedat) = 'ACTIVE'
  AND max_by(f.severity.label, f.updatedat) LIKE ?
ORDER BY created
LIMIT 200;
