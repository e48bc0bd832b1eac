import { flowLogsTable } from "../../../tables/flow-logs";
import { parquet } from "../../../tables/formats";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = flowLogsTable(logSource);

/** The columns of versions 2 to 5 in Athena's guide, without the two that are partitions here. */
const documented = [
  "version int, interface_id string, srcaddr string, dstaddr string, srcport int, dstport int, protocol bigint",
  "packets bigint, bytes bigint, start bigint, end bigint, action string, log_status string, vpc_id string",
  "subnet_id string, instance_id string, tcp_flags int, type string, pkt_srcaddr string, pkt_dstaddr string",
  "az_id string, sublocation_type string, sublocation_id string, pkt_src_aws_service string",
  "pkt_dst_aws_service string, flow_direction string, traffic_path int",
].flatMap((line) => line.split(", "));

describe("flowLogsTable", () => {
  test("finds the files of a day below its Hive-compatible folder, without a partition for the hours", () => {
    const day = "year=2026/month=01/day=09";

    expect(folderIn(table, { account: account(1), region: "eu-west-1", day })).toBe(
      `s3://acme-logs/here/aws-account-id=${account(1)}/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=09`,
    );
    expect(table.partitions.map(({ name }) => name)).toEqual(["account", "region", "day"]);
  });

  test("has the columns that AWS documents, including versions 7 and 8", () => {
    expect(typesOf(table).slice(0, documented.length)).toEqual(documented);
    const later = table.columns.slice(documented.length).map(({ name }) => name);
    expect(later.at(-1)).toBe("reject_reason");
    expect(later.slice(0, -1).every((name) => name.startsWith("ecs_"))).toBe(true);
    expect(later).toHaveLength(11);
  });

  test("reads Parquet", () => {
    expect(table).toMatchObject(parquet);
  });
});
