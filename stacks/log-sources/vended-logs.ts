import { vendedLogDelivery, vendedLogEncryption } from "../../modules/iam/grants/vended-logs";
import type { LogSource } from "./log-source";

/** Flow logs and Resolver query logs. AWS's log delivery writes them for every account. */
export const vendedLogs: LogSource = {
  writer: {
    archive: "serviceLogs",
    bucketStatements: ({ config: { logSources, partition, organizationId }, names: { prefixes }, archiveArn }) =>
      logSources.vendedLogs.enabled
        ? vendedLogDelivery({
            partition,
            bucketArn: archiveArn,
            prefixes: [
              prefixes.flowLogs,
              prefixes.dnsQueryLogs,
              ...(logSources.flowLogs.transitGateways.length > 0 ? [prefixes.transitGatewayFlowLogs] : []),
            ],
            organizationId,
          })
        : [],
    keyStatements: ({ config: { logSources, partition, organizationId } }) =>
      logSources.vendedLogs.enabled ? [vendedLogEncryption(partition, organizationId)] : [],
  },
};
