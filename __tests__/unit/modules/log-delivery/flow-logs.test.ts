import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { FlowLogs, type FlowLogsProps, flowLogFormat } from "../../../../modules/log-delivery/flow-logs";
import { flowLogFields } from "../../../../tables/flow-log-fields";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const destinationArn = arn("s3", "", "", "acme-service-logs/flow-logs/");

const flowLogs = (props: Partial<FlowLogsProps> = {}) =>
  synth((scope) => {
    new FlowLogs(scope, "FlowLogs", {
      accountId: account(3),
      homeRegion: "eu-west-1",
      vpcs: new Map<string, "all" | string[]>([
        ["eu-west-1", "all"],
        ["us-east-1", ["vpc-0a1b2c3d", "vpc-1a2b3c4d"]],
      ]),
      destinationArn,
      fields: ["version", "log-status"],
      trafficType: "ALL",
      maxAggregationSeconds: 600,
      ...props,
    });
  });

describe("FlowLogs", () => {
  test("exist for every found VPC and every listed VPC", () => {
    const logs = flowLogs().all(FlowLog);

    expect(logs).toHaveLength(3);
    expect(logs[0]).toMatchObject({
      for_each: expect.stringMatching(/^\$\{toset\(data\.aws_vpcs\.FlowLogs_eu-west-1_Found_[A-Z0-9]+\.ids\)\}$/),
      vpc_id: "${each.value}",
    });
    expect(logs.slice(1).map(({ vpc_id }) => vpc_id)).toEqual(["vpc-0a1b2c3d", "vpc-1a2b3c4d"]);
    for (const log of logs.slice(1)) expect(log).not.toHaveProperty("for_each");
  });

  test("FlowLogs are in the region of their VPC, with a region argument unless it is the provider's region", () => {
    expect(
      flowLogs()
        .all(FlowLog)
        .map(({ region }) => region),
    ).toEqual([undefined, "us-east-1", "us-east-1"]);
  });

  test("FlowLogs are delivered to the archive in the format of the table: Parquet, Hive-compatible, hourly", () => {
    for (const log of flowLogs().all(FlowLog)) {
      expect(log).toMatchObject({
        log_destination_type: "s3",
        log_destination: destinationArn,
        destination_options: { file_format: "parquet", hive_compatible_partitions: true, per_hour_partition: true },
      });
      // Only delivery to CloudWatch Logs uses a role
      expect(log).not.toHaveProperty("iam_role_arn");
    }
  });

  test.each([
    ["ALL", 600],
    ["REJECT", 60],
    ["ACCEPT", 60],
  ] as const)(
    "record the traffic %s, with an aggregation interval of %d seconds",
    (trafficType, maxAggregationSeconds) => {
      for (const log of flowLogs({ trafficType, maxAggregationSeconds }).all(FlowLog)) {
        expect(log).toMatchObject({ traffic_type: trafficType, max_aggregation_interval: maxAggregationSeconds });
      }
    },
  );

  test("FlowLogs have the configured fields, escaped for Terraform", () => {
    for (const log of flowLogs().all(FlowLog)) expect(log.log_format).toBe("$${version} $${log-status}");
  });

  test("depend only on the policy of the archive, in the log-archive account", () => {
    const waiting = flowLogs({ dependsOn: [{ fqn: "aws_s3_bucket_policy.Archive" }] });

    for (const log of waiting.all(FlowLog)) expect(log.depends_on).toEqual(["aws_s3_bucket_policy.Archive"]);
    for (const log of flowLogs().all(FlowLog)) expect(log).not.toHaveProperty("depends_on");
  });

  test("fail without fields, because AWS would use its default fields", () => {
    expect(() => flowLogs({ fields: [] })).toThrow("fields: expected at least one field, got none");
  });
});

describe("flowLogFormat", () => {
  test.each(Object.entries(flowLogFields))("contains each field of the set %s once, in order", (_, fields) => {
    const said = [...flowLogFormat(fields).matchAll(/\$\$\{([a-z-]+)\}/g)].map(([, field]) => field);

    expect(said).toEqual(fields);
    expect(flowLogFormat(fields)).toMatch(/^\$\$\{version\}( \$\$\{[a-z-]+\})+$/);
  });
});
