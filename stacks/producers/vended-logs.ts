import { vendedLogDelivery, vendedLogEncryption } from "../../modules/iam/grants/vended-logs";
import type { Producer } from "./producer";

export const vendedLogs: Producer = {
  archive: "serviceLogs",
  bucketGrants: ({ config: { logSources, partition, organizationId }, names: { prefixes }, bucketArn }) =>
    logSources.vendedLogs.enabled
      ? vendedLogDelivery({
          partition,
          bucketArn,
          prefixes: [
            prefixes.flowLogs,
            prefixes.dnsLogs,
            ...(logSources.flowLogs.transitGateways.length > 0 ? [prefixes.transitGatewayLogs] : []),
          ],
          organizationId,
        })
      : [],
  keyGrants: ({ config: { logSources, partition, organizationId } }) =>
    logSources.vendedLogs.enabled ? [vendedLogEncryption(partition, organizationId)] : [],
};
