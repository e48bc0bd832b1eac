import type { Construct } from "constructs";
import { networkLogNames } from "../../config/names/network-logs";
import { loggedTransitGateways, loggedVpcs } from "../../config/derived/logged-resources";
import { FlowLogs } from "../../modules/log-delivery/flow-logs";
import { TransitGatewayFlowLogs } from "../../modules/log-delivery/transit-gateway-flow-logs";
import { flowLogFields } from "../../tables/flow-log-fields";
import { transitGatewayLogFields } from "../../tables/transit-gateway-logs";
import type { LogSource, SourceAccount } from "./log-source";

/** Flow logs of VPCs and of transit gateways. */
export const flowLogs: LogSource = { addTo };

function addTo(scope: Construct, { account, config, archivePolicies }: SourceAccount): void {
  const { homeRegion } = config;
  const { fields, trafficType, maxAggregationSeconds } = config.logSources.flowLogs;
  const names = networkLogNames(config);
  const dependsOn = archivePolicies?.serviceLogs && [archivePolicies.serviceLogs];

  const vpcs = loggedVpcs(config, "flowLogs", account.id);
  if (vpcs.size > 0) {
    new FlowLogs(scope, "FlowLogs", {
      accountId: account.id,
      homeRegion,
      vpcs,
      destinationArn: names.flowLogDestination,
      fields: flowLogFields[fields],
      trafficType,
      maxAggregationSeconds,
      dependsOn,
    });
  }

  const transitGateways = loggedTransitGateways(config, account.id);
  if (transitGateways.size > 0) {
    new TransitGatewayFlowLogs(scope, "TransitGatewayFlowLogs", {
      homeRegion,
      transitGateways,
      destinationArn: names.transitGatewayLogDestination,
      fields: transitGatewayLogFields,
      dependsOn,
    });
  }
}
