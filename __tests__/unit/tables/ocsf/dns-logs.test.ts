import { leavesOf } from "../../../../tables/ocsf/attribute";
import { ocsfDnsLogs } from "../../../../tables/ocsf/dns-logs";

const { attributes, columns } = ocsfDnsLogs();
const sqlOf = (path: string) => leavesOf(attributes).find(([name]) => name === path)?.[1].sql ?? "";

test.each([
  ["NOERROR", "NoError", 0],
  ["SERVFAIL", "ServError", 2],
  ["NXDOMAIN", "NXDomain", 3],
  ["NOTZONE", "NotZone", 10],
])("the response code %s is %s with the number %i", (code, name, id) => {
  expect(sqlOf("rcode")).toContain(`WHEN '${code}' THEN '${name}'`);
  expect(sqlOf("rcode_id")).toContain(`WHEN '${code}' THEN ${id} `);
});

test("an unknown response code keeps its name with the number of Other, and a missing code has no number", () => {
  expect(sqlOf("rcode")).toMatch(/ELSE rcode END$/);
  expect(sqlOf("rcode_id")).toMatch(/ELSE IF\(rcode IS NOT NULL, 99\) END$/);
});

test("only the firewall action BLOCK is denied, and ALERT is allowed with an alert", () => {
  expect(sqlOf("action_id")).toBe(
    "CASE firewall_rule_action WHEN 'ALLOW' THEN 1 WHEN 'BLOCK' THEN 2 WHEN 'ALERT' THEN 1 ELSE IF(firewall_rule_action IS NULL, 0, 99) END",
  );
  expect(sqlOf("disposition_id")).toContain("WHEN 'ALERT' THEN 19");
});

test("the view has the VPC, which a query must name", () => {
  expect(columns.map(({ name }) => name)).toContain("vpc");
});
