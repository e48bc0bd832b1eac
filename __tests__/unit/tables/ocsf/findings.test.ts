import { leavesOf } from "../../../../tables/ocsf/attribute";
import { ocsfFindings } from "../../../../tables/ocsf/findings";

const { attributes, sql } = ocsfFindings();
const sqlOf = (path: string) => leavesOf(attributes).find(([name]) => name === path)?.[1].sql ?? "";

test("an event without findings has one row", () => {
  expect(sql).toContain("FROM securityhub_findings LEFT JOIN UNNEST(");
  expect(sql).toContain(" AS each_finding (finding) ON true");
});

test.each([
  ["INFORMATIONAL", "Informational", 1],
  ["LOW", "Low", 2],
  ["MEDIUM", "Medium", 3],
  ["HIGH", "High", 4],
  ["CRITICAL", "Critical", 5],
])("the label %s is the severity %s with the number %i", (label, name, id) => {
  expect(sqlOf("severity")).toContain(`WHEN '${label}' THEN '${name}'`);
  expect(sqlOf("severity_id")).toContain(`WHEN '${label}' THEN ${id} `);
});

test("a finding with the result of a control is a compliance finding, and only such a finding has its own resource", () => {
  const isCompliance = "(finding.compliance.status IS NOT NULL OR finding.compliance.securitycontrolid IS NOT NULL)";

  expect(sql).toContain(`IF(${isCompliance}, 2003, 2004) AS ocsf_class`);
  expect(sqlOf("resource")).toMatch(new RegExp(String.raw`^IF\(\(finding\.compliance\.status IS NOT NULL`));
  expect(leavesOf(attributes).find(([name]) => name === "resource")?.[1].type).toMatch(/^struct<.*>$/);
});

test.each([
  ["NEW", 1],
  ["NOTIFIED", 2],
  ["SUPPRESSED", 3],
  ["RESOLVED", 4],
])("the state %s has the number %i", (state, id) => {
  expect(sqlOf("status_id")).toContain(`WHEN '${state}' THEN ${id} `);
});

test("a finding without an update since its creation has the activity Create", () => {
  expect(sql).toContain("WHEN finding.createdat = finding.updatedat THEN 1 ELSE 2 END AS ocsf_activity");
});
