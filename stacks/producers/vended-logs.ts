import { vendedLogDelivery, vendedLogEncryption } from "../../modules/grants/vended-logs";
import type { Producer } from "./producer";

export const vendedLogs: Producer = {
  archive: "serviceLogs",
  bucketGrants: ({ config: { logSources, partition, organizationId }, names: { prefixes }, bucketArn }) =>
    logSources.vendedLogs.enabled
      ? vendedLogDelivery({
          partition,
          bucketArn,
          hivePrefixes: [
            prefixes.flowLogs,
            ...(logSources.flowLogs.transitGateways.length > 0 ? [prefixes.transitGatewayLogs] : []),
          ],
          prefixes: [prefixes.dnsLogs],
          organizationId,
        })
      : [],
  keyGrants: ({ config: { logSources, partition, organizationId } }) =>
    logSources.vendedLogs.enabled ? [vendedLogEncryption(partition, organizationId)] : [],
};
