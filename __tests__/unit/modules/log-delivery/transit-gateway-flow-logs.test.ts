import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import {
  TransitGatewayFlowLogs,
  type TransitGatewayFlowLogsProps,
} from "../../../../modules/log-delivery/transit-gateway-flow-logs";
import { transitGatewayLogFields } from "../../../../tables/transit-gateway-logs";
import { synth } from "../../../support/synth";
import { arn } from "../../../../sample-data/values";

const destinationArn = arn("s3", "", "", "acme-service-logs/transit-gateway-logs/");

const flowLogs = (props: Partial<TransitGatewayFlowLogsProps> = {}) =>
  synth((scope) => {
    new TransitGatewayFlowLogs(scope, "TransitGatewayFlowLogs", {
      homeRegion: "eu-west-1",
      transitGateways: new Map([
        ["eu-west-1", ["tgw-0a1b2c3d", "tgw-1a2b3c4d"]],
        ["us-east-1", ["tgw-2a2b3c4d"]],
      ]),
      destinationArn,
      fields: transitGatewayLogFields,
      ...props,
    });
  }).all(FlowLog);

describe("TransitGatewayFlowLogs", () => {
  test("exist for every transit gateway, in its region", () => {
    expect(flowLogs().map((log) => [log.transit_gateway_id, log.region])).toEqual([
      ["tgw-0a1b2c3d", undefined],
      ["tgw-1a2b3c4d", undefined],
      ["tgw-2a2b3c4d", "us-east-1"],
    ]);
  });

  test("TransitGatewayFlowLogs have a one-minute interval and no traffic type, as AWS requires", () => {
    for (const log of flowLogs()) {
      expect(log.max_aggregation_interval).toBe(60);
      expect(log).not.toHaveProperty("traffic_type");
      expect(log).not.toHaveProperty("vpc_id");
    }
  });

  test("TransitGatewayFlowLogs are delivered to the archive in the format of the table", () => {
    for (const log of flowLogs()) {
      expect(log).toMatchObject({
        log_destination_type: "s3",
        log_destination: destinationArn,
        destination_options: { file_format: "parquet", hive_compatible_partitions: true, per_hour_partition: true },
      });
    }
  });

  test("TransitGatewayFlowLogs have every field of the table, escaped for Terraform", () => {
    const expected = transitGatewayLogFields.map((field) => `$\${${field}}`).join(" ");

    for (const log of flowLogs()) expect(log.log_format).toBe(expected);
  });

  test("depend on the policy of the archive in the log-archive account", () => {
    for (const log of flowLogs({ dependsOn: [{ fqn: "aws_s3_bucket_policy.Archive" }] })) {
      expect(log.depends_on).toEqual(["aws_s3_bucket_policy.Archive"]);
    }
    for (const log of flowLogs()) expect(log).not.toHaveProperty("depends_on");
  });

  test("fail without fields, because AWS would use its default fields", () => {
    expect(() => flowLogs({ fields: [] })).toThrow("fields: expected at least one field, got none");
  });
});
