import type { AuditConfig } from "../audit-config";
import { sourceRegions } from "./regions";

/** VPCs of a region: `all` VPCs that Terraform finds there, or a list of ids. */
export type VpcsOfRegion = "all" | readonly string[];

/** Resources of one account by region. */
interface Listed {
  readonly account: string;
  readonly region: string;
  readonly ids: readonly string[];
}

/** VPCs of an account whose traffic or queries are logged, by region. Empty if its log source excludes the account. */
export function loggedVpcs(
  config: Pick<AuditConfig, "logSources" | "homeRegion" | "regions">,
  kind: "flowLogs" | "dnsQueryLogs",
  accountId: string,
): ReadonlyMap<string, VpcsOfRegion> {
  const { vpcs, listedVpcs, exceptAccounts } = config.logSources[kind];
  if (vpcs === "listed") return listedIn(listedVpcs, accountId);
  return vpcs === "all" && !exceptAccounts.includes(accountId)
    ? new Map(sourceRegions(config, kind).map((region) => [region, "all"]))
    : new Map();
}

/** Transit gateways of an account whose traffic is logged, by region. */
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

/** Web ACLs of an account whose requests are logged, with the parts of their ARNs. */
export function loggedWebAcls({ logSources }: Pick<AuditConfig, "logSources">, accountId: string) {
  return logSources.webAclLogs.webAcls.map(webAclOf).filter((webAcl) => webAcl.accountId === accountId);
}

/** Parts of the ARN of a web ACL. */
export function webAclOf(arn: string) {
  const [, partition = "", , region = "", accountId = "", resource = ""] = arn.split(":");
  const [scope = "", , name = ""] = resource.split("/");
  return { arn, partition, region, accountId, scope, name };
}
