import type { Construct } from "constructs";
import { networkLogNames } from "../../config/names/network-logs";
import { loggedVpcs } from "../../config/derived/logged-resources";
import { DnsQueryLogs } from "../../modules/log-delivery/dns-query-logs";
import type { LogSource, SourceAccount } from "./log-source";

/** Query logs of Route 53 Resolver. */
export const dnsQueryLogs: LogSource = { addTo };

function addTo(scope: Construct, { account, config, archivePolicies }: SourceAccount): void {
  const vpcs = loggedVpcs(config, "dnsQueryLogs", account.id);
  if (vpcs.size === 0) return;
  const { dnsLogDestination: destinationArn, dnsQueryLogConfigName: configName } = networkLogNames(config);
  new DnsQueryLogs(scope, "DnsQueryLogs", {
    accountId: account.id,
    homeRegion: config.homeRegion,
    vpcs,
    configName,
    destinationArn,
    dependsOn: archivePolicies?.serviceLogs && [archivePolicies.serviceLogs],
  });
}
