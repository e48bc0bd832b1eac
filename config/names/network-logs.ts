import { archivePrefixes, bucketArn, namesFor } from "./names";
import { sourceRegions } from "../derived/regions";
import type { AuditConfig } from "../audit-config";

/** VPCs of a region: every one that is found there, or those named. */
export type VpcsOfRegion = "all" | readonly string[];

/** Resources of one account, by region. */
interface Listed {
  readonly account: string;
  readonly region: string;
  readonly ids: readonly string[];
}

/** The VPCs of an account whose traffic or queries are logged, by region; none where its source leaves it out. */
export function loggedVpcs(
  config: Pick<AuditConfig, "logSources" | "homeRegion" | "regions">,
  kind: "flowLogs" | "dnsLogs",
  accountId: string,
): ReadonlyMap<string, VpcsOfRegion> {
  const { vpcs, listedVpcs, exceptAccounts } = config.logSources[kind];
  if (vpcs === "listed") return listedIn(listedVpcs, accountId);
  return vpcs === "all" && !exceptAccounts.includes(accountId)
    ? new Map(sourceRegions(config, kind).map((region) => [region, "all"]))
    : new Map();
}

/** The transit gateways of an account that are logged, by region. */
export function loggedTransitGateways(
  { logSources }: Pick<AuditConfig, "logSources">,
  accountId: string,
): ReadonlyMap<string, readonly string[]> {
  return listedIn(logSources.flowLogs.transitGateways, accountId);
}

function listedIn(entries: readonly Listed[], accountId: string): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { account, region, ids } of entries) {
    if (account === accountId) found.set(region, [...(found.get(region) ?? []), ...ids]);
  }
  return found;
}

/** The web ACLs of an account that are logged, with what their ARN says. */
export function loggedWebAcls({ logSources }: Pick<AuditConfig, "logSources">, accountId: string) {
  return logSources.webAclLogs.webAcls.map(webAclOf).filter((webAcl) => webAcl.accountId === accountId);
}

/** Parts of the ARN of a web ACL. */
export function webAclOf(arn: string) {
  const [, partition = "", , region = "", accountId = "", resource = ""] = arn.split(":");
  const [scope = "", , name = ""] = resource.split("/");
  return { arn, partition, region, accountId, scope, name };
}

/** Names and places that the network's log sources agree on with the archive. */
export function networkLogNames(config: AuditConfig) {
  const { buckets } = namesFor(config);
  const inServiceLogs = (prefix: string) => `${bucketArn(config.partition, buckets.serviceLogs)}/${prefix}/`;
  return {
    flowLogDestination: inServiceLogs(archivePrefixes.flowLogs),
    transitGatewayLogDestination: inServiceLogs(archivePrefixes.transitGatewayLogs),
    dnsLogDestination: inServiceLogs(archivePrefixes.dnsLogs),
    dnsQueryLogConfigName: `${config.prefix}-dns-queries`,
    webAclLogBucketArn: bucketArn(config.partition, buckets.webAclLogs),
  };
}
