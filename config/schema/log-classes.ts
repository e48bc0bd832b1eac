import { archivePrefixes } from "../../log-sources/archive-prefixes";

/** A class of logs: its archive, and the key prefixes of its objects there. */
interface LogClassPlace {
  readonly archive: "trail" | "config" | "serviceLogs" | "accessLogs" | "webAclLogs";

  /** Empty if the archive stores only this class. */
  readonly prefixes: readonly string[];
}

const failedPrefix = (prefix: string) => `${archivePrefixes.failedDeliveries}/${prefix}`;

/** Classes of logs that can have a retention of their own, by the name of their log source. */
export const logClasses = {
  trail: { archive: "trail", prefixes: [] },
  awsConfig: { archive: "config", prefixes: [] },
  flowLogs: { archive: "serviceLogs", prefixes: [archivePrefixes.flowLogs] },
  transitGatewayFlowLogs: { archive: "serviceLogs", prefixes: [archivePrefixes.transitGatewayFlowLogs] },
  dnsQueryLogs: { archive: "serviceLogs", prefixes: [archivePrefixes.dnsQueryLogs] },
  sessions: { archive: "serviceLogs", prefixes: [archivePrefixes.sessions] },
  securityHubFindings: {
    archive: "serviceLogs",
    prefixes: [archivePrefixes.securityHubFindings, failedPrefix(archivePrefixes.securityHubFindings)],
  },
  applicationLogs: {
    archive: "serviceLogs",
    prefixes: [archivePrefixes.applicationLogs, failedPrefix(archivePrefixes.applicationLogs)],
  },
  webAclLogs: { archive: "webAclLogs", prefixes: [] },
  accessLogs: { archive: "accessLogs", prefixes: [archivePrefixes.accessLogs] },
  loadBalancerLogs: {
    archive: "accessLogs",
    prefixes: [archivePrefixes.loadBalancerLogs, archivePrefixes.networkLoadBalancerLogs],
  },
} as const satisfies Readonly<Record<string, LogClassPlace>>;

export type LogClass = keyof typeof logClasses;
