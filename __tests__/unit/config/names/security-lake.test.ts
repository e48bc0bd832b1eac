import { securityLakeNames, securityLakeTables } from "../../../../config/names/security-lake";
import { securityLakeRoots } from "../../../../config/derived/security-lake-roots";
import { account, arn } from "../../../../sample-data/values";
import { parse } from "../configuration";

const withLake = (administrator: string, sources?: readonly string[]) =>
  parse({
    homeRegion: "ap-southeast-2",
    accounts: { management: account(1), logArchive: account(2), members: [{ name: "security", id: account(5) }] },
    query: {
      ocsf: {
        enabled: true,
        securityLake: { administrator, readerRoleArns: [arn("iam", "", account(2), "role/analyst")], sources },
      },
    },
  });

test("no roots and no tables of Security Lake exist without Security Lake", () => {
  expect(securityLakeRoots(parse({}))).toEqual([]);
  expect(securityLakeTables(parse({}))).toBeUndefined();
});

test.each([
  ["the log-archive account", account(2), [["security-lake", account(2)]]],
  [
    "a member",
    account(5),
    [
      ["security-lake-subscriber", account(5)],
      ["security-lake", account(2)],
    ],
  ],
])("the roots with %s as the administrator, in the order of deployment", (_, administrator, expected) => {
  expect(securityLakeRoots(withLake(administrator)).map(({ stackName, id }) => [stackName, id])).toEqual(expected);
});

test("the tables have the names that Security Lake chooses in the home region", () => {
  expect(securityLakeTables(withLake(account(5), ["VPC_FLOW"]))).toEqual({
    accountId: account(5),
    databaseName: "amazon_security_lake_glue_db_ap_southeast_2",
    tables: [{ name: "amazon_security_lake_table_ap_southeast_2_vpc_flow_2_0", linkName: "ocsf_flow_logs" }],
  });
});

test("the four sources that the views show are configured by default", () => {
  expect(securityLakeTables(withLake(account(2)))?.tables.map(({ linkName }) => linkName)).toEqual([
    "ocsf_cloudtrail",
    "ocsf_flow_logs",
    "ocsf_dns_logs",
    "ocsf_securityhub_findings",
  ]);
});

test("the subscriber and its external id have the prefix", () => {
  expect(securityLakeNames({ prefix: "acme" })).toEqual({ subscriberName: "acme-audit", externalId: "acme-audit" });
});
