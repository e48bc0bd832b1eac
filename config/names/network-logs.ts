import { bucketArn, namesFor } from "./names";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import type { AuditConfig } from "../audit-config";

/** Names and locations that the network log sources and the archive have in common. */
export function networkLogNames(config: AuditConfig) {
  const { buckets } = namesFor(config);
  const inServiceLogs = (prefix: string) => `${bucketArn(config.partition, buckets.serviceLogs)}/${prefix}/`;
  return {
    flowLogDestination: inServiceLogs(archivePrefixes.flowLogs),
    transitGatewayLogDestination: inServiceLogs(archivePrefixes.transitGatewayFlowLogs),
    dnsLogDestination: inServiceLogs(archivePrefixes.dnsQueryLogs),
    dnsQueryLogConfigName: `${config.prefix}-dns-queries`,
    webAclLogBucketArn: bucketArn(config.partition, buckets.webAclLogs),
  };
}
