import { parquet } from "../../../tables/formats";
import { transitGatewayLogFields, transitGatewayLogsTable } from "../../../tables/transit-gateway-logs";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = transitGatewayLogsTable(logSource);

describe("transitGatewayLogsTable", () => {
  test("finds the files of a day below its Hive-compatible folder, without a partition for the hours", () => {
    const day = "year=2026/month=01/day=09";

    expect(folderIn(table, { account: account(1), region: "eu-west-1", day })).toBe(
      `s3://acme-logs/here/aws-account-id=${account(1)}/aws-service=vpcflowlogs/aws-region=eu-west-1/${day}`,
    );
    expect(table.partitions.map(({ name }) => name)).toEqual(["account", "region", "day"]);
    expect(table).toMatchObject(parquet);
  });

  test("has every field that AWS documents, except the two that are partitions", () => {
    expect(transitGatewayLogFields.join(" ")).toBe(
      [
        "version resource-type tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id",
        "tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id",
        "tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type",
        "packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags",
        "flow-direction pkt-src-aws-service pkt-dst-aws-service",
      ].join(" "),
    );
    expect(transitGatewayLogFields).toEqual(table.columns.map(({ name }) => name.replaceAll("_", "-")));
  });

  test("has numeric counters", () => {
    const numbers = typesOf(table).filter((column) => !column.endsWith(" string"));

    expect(numbers.join(", ")).toBe(
      "version int, srcport int, dstport int, protocol bigint, packets bigint, bytes bigint, start bigint, end bigint, packets_lost_no_route bigint, packets_lost_blackhole bigint, packets_lost_mtu_exceeded bigint, packets_lost_ttl_expired bigint, tcp_flags int",
    );
  });
});
