import { dnsLogsTable } from "../../../tables/dns-logs";
import { jsonLines } from "../../../tables/formats";
import { projectionParameters } from "../../../tables/log-table";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = dnsLogsTable(logSource);

describe("dnsLogsTable", () => {
  test("finds the records at the location of Resolver: by account, VPC and day", () => {
    expect(folderIn(table, { account: account(1), vpc: "vpc-1", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/vpcdnsquerylogs/vpc-1/2026/01/31`,
    );
  });

  test("lists no VPC, so that a query must name a VPC", () => {
    expect(projectionParameters(table)["projection.vpc.type"]).toBe("injected");
  });

  test("has the columns of Athena's guide", () => {
    expect(table).toMatchObject(jsonLines());
    expect(table.columns.map(({ name }) => name).join(" ")).toBe(
      "version account_id region vpc_id query_timestamp query_name query_type query_class rcode answers srcaddr srcport transport srcids firewall_rule_action firewall_rule_group_id firewall_domain_list_id",
    );
  });
});
