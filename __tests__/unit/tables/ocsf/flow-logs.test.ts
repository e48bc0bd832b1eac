import { leavesOf } from "../../../../tables/ocsf/attribute";
import { ocsfFlowLogs } from "../../../../tables/ocsf/flow-logs";

const { attributes, sql } = ocsfFlowLogs();
const sqlOf = (path: string) => leavesOf(attributes).find(([name]) => name === path)?.[1].sql;

test.each([
  ["src_endpoint", "egress"],
  ["dst_endpoint", "ingress"],
])("the interface is at the %s of %s traffic", (end, direction) => {
  expect(sqlOf(`${end}.interface_uid`)).toBe(`IF(flow_direction = '${direction}', nullif(interface_id, '-'))`);
  expect(sqlOf(`${end}.vpc_uid`)).toContain(`flow_direction = '${direction}'`);
});

test("the interface is unmapped where the direction is unknown", () => {
  expect(sqlOf("unmapped")).toContain(
    "CAST(IF(NOT coalesce(flow_direction, '') IN ('ingress', 'egress'), nullif(interface_id, '-')) AS varchar)",
  );
});

test("an address behind a gateway is the end, and the gateway's is on the way", () => {
  expect(sqlOf("src_endpoint.ip")).toBe("coalesce(nullif(pkt_srcaddr, '-'), nullif(srcaddr, '-'))");
  expect(sqlOf("src_endpoint.intermediate_ips")).toBe(
    "IF(nullif(pkt_srcaddr, '-') <> nullif(srcaddr, '-'), ARRAY[nullif(srcaddr, '-')])",
  );
});

test("rejected traffic is refused, and a record without an action is unknown", () => {
  expect(sql).toContain(
    "CASE action WHEN 'ACCEPT' THEN 6 WHEN 'REJECT' THEN 5 ELSE IF(nullif(action, '-') IS NULL, 0, 99) END AS ocsf_activity",
  );
});

test("reads the day as flow logs write it", () => {
  expect(sql).toContain("date_parse(day, 'year=%Y/month=%m/day=%d')");
});

test.each([
  [1, "Same VPC", 4],
  [3, "Virtual Private Gateway", 6],
  [8, "Internet Gateway", 11],
])("the way %i is the boundary %s, %i", (way, name, id) => {
  expect(sqlOf("connection_info.boundary")).toContain(`WHEN ${way} THEN '${name}'`);
  expect(sqlOf("connection_info.boundary_id")).toContain(
    `WHEN traffic_path BETWEEN 1 AND 8 THEN traffic_path + ${id - way} `,
  );
});
