import { leavesOf } from "../../../../tables/ocsf/attribute";
import { ocsfFlowLogs } from "../../../../tables/ocsf/flow-logs";

const { attributes, sql } = ocsfFlowLogs();
const sqlOf = (path: string) => leavesOf(attributes).find(([name]) => name === path)?.[1].sql;

test.each([
  ["src_endpoint", "egress"],
  ["dst_endpoint", "ingress"],
])("the interface belongs to %s if the traffic is %s", (end, direction) => {
  expect(sqlOf(`${end}.interface_uid`)).toBe(`IF(flow_direction = '${direction}', nullif(interface_id, '-'))`);
  expect(sqlOf(`${end}.vpc_uid`)).toContain(`flow_direction = '${direction}'`);
});

test("the interface is unmapped if the direction is unknown", () => {
  expect(sqlOf("unmapped")).toContain(
    "CAST(IF(NOT coalesce(flow_direction, '') IN ('ingress', 'egress'), nullif(interface_id, '-')) AS varchar)",
  );
});

test("the endpoint is the address behind a gateway, and the address of the gateway is an intermediate address", () => {
  expect(sqlOf("src_endpoint.ip")).toBe("coalesce(nullif(pkt_srcaddr, '-'), nullif(srcaddr, '-'))");
  expect(sqlOf("src_endpoint.intermediate_ips")).toBe(
    "IF(nullif(pkt_srcaddr, '-') <> nullif(srcaddr, '-'), ARRAY[nullif(srcaddr, '-')])",
  );
});

test("rejected traffic has the activity Refuse, and a record without an action has Unknown", () => {
  expect(sql).toContain(
    "CASE action WHEN 'ACCEPT' THEN 6 WHEN 'REJECT' THEN 5 ELSE IF(nullif(action, '-') IS NULL, 0, 99) END AS ocsf_activity",
  );
});

test("the view reads the day in the format of flow logs", () => {
  expect(sql).toContain("date_parse(day, 'year=%Y/month=%m/day=%d')");
});

test.each([
  [1, "Same VPC", 4],
  [3, "Virtual Private Gateway", 6],
  [8, "Internet Gateway", 11],
])("the traffic path %i is the boundary %s with the number %i", (way, name, id) => {
  expect(sqlOf("connection_info.boundary")).toContain(`WHEN ${way} THEN '${name}'`);
  expect(sqlOf("connection_info.boundary_id")).toContain(
    `WHEN traffic_path BETWEEN 1 AND 8 THEN traffic_path + ${id - way} `,
  );
});
