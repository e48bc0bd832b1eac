-- What Security Hub knows about an address, a machine, a user or any other id.
-- Narrow it: the days, one account of the administrator's; a finding is there once, as it was last.
-- Not split: an administrator and a member may both deliver a finding.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? about: text that stands in the finding, such as i-0123456789abcdef0
SELECT
  f.id,
  max(f.awsaccountid) AS finding_account,
  min(f.createdat) AS created,
  max(f.updatedat) AS updated,
  max_by(f.severity.label, f.updatedat) AS severity,
  max_by(f.workflow.status, f.updatedat) AS workflow,
  max_by(f.title, f.updatedat) AS title,
  max_by(f.resources[1].id, f.updatedat) AS resource
FROM securityhub_findings
CROSS JOIN UNNEST(detail.findings) AS f
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND strpos(json_format(CAST(ROW(f.title, f.description, f.resources) AS json)), ?) > 0
GROUP BY f.id
ORDER BY created
LIMIT 1000;
