-- Which products and checks write most findings, and how often the same ones again.
-- Narrow it: the days and the account that delivered.
-- Not split: a product and its check are counted over all accounts.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  finding[1].productname AS product,
  finding[1].generatorid AS generator,
  count(*) AS updates,
  count(DISTINCT finding[1].id) AS findings,
  count(DISTINCT finding[1].awsaccountid) AS accounts
FROM securityhub_findings
CROSS JOIN UNNEST(transform(detail.findings, finding -> ARRAY[finding])) AS findings (finding)
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY finding[1].productname, finding[1].generatorid
ORDER BY updates DESC, generator
LIMIT 200;
