import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { ConfigAggregator, ConfigRecorder } from "trailkeeper/aws-config";
import { DnsQueryLogs, FlowLogs, TransitGatewayFlowLogs, flowLogFields } from "trailkeeper/log-delivery";

const partition = "aws";
const region = "eu-west-1";
const accountId = "333333333333";
const networkLogs = `arn:${partition}:s3:::acme-network-logs-222222222222`;
const configArchive = "acme-config-archive-222222222222";

/**
 * The same resources from single constructs, for settings that `AccountLogSources` does not have: here, selected fields of transit
 * gateways, and
 * an aggregator of AWS Config.
 */
export class MemberPartsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AccountRoot(this, "Root", {
      accountId,
      region,
      providerVersion: "~> 5.100.0",
      tags: { Project: "acme-logs" },
      state: { type: "local" },
    });

    const logged = { accountId, homeRegion: region, vpcs: new Map([[region, "all" as const]]) };
    new FlowLogs(this, "FlowLogs", {
      ...logged,
      destinationArn: `${networkLogs}/flow-logs/`,
      fields: flowLogFields.extended,
      trafficType: "ALL",
      maxAggregationSeconds: 600,
    });
    new TransitGatewayFlowLogs(this, "TransitGatewayFlowLogs", {
      homeRegion: region,
      transitGateways: new Map([[region, ["tgw-0a1b2c3d4e5f67890"]]]),
      destinationArn: `${networkLogs}/transit-gateway-flow-logs/`,
      fields: ["version", "tgw-id", "srcaddr", "dstaddr", "bytes", "start", "end", "log-status"],
    });
    new DnsQueryLogs(this, "DnsQueryLogs", {
      ...logged,
      configName: "acme-dns-query-logs",
      destinationArn: `${networkLogs}/dns-query-logs/`,
    });

    new ConfigRecorder(this, "Config", {
      partition,
      accountId,
      homeRegion: region,
      regions: [region],
      role: { kind: "own", roleName: "acme-config-recorder" },
      bucketName: configArchive,
      bucketArn: `arn:${partition}:s3:::${configArchive}`,
      prefix: "config-logs",
      kmsKeyArn: `arn:${partition}:kms:${region}:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      recordingFrequency: "CONTINUOUS",
      snapshotFrequency: "TwentyFour_Hours",
    });

    // This account is the delegated administrator of AWS Config
    new ConfigAggregator(this, "Aggregator", {
      partition,
      aggregatorName: "acme-aggregator",
      roleName: "acme-config-aggregator",
    });
  }
}
