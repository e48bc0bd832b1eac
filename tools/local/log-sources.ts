import type { LocalOrganization } from "./organization";

/**
 * The log sources of the local AWS: every one that the emulator has the operations for, and that is therefore applied.
 *
 * Not here, and covered by `terraform validate`: query logs of Route 53 Resolver, logging of a web ACL, data-protection
 * policies, an event data store of CloudTrail Lake.
 */
export function localLogSources({ members, loggedBucket }: Pick<LocalOrganization, "members" | "loggedBucket">) {
  const [payments, website] = members;
  return {
    config: { dailyForChurnyTypes: true, aggregator: { enabled: true }, rules: true },
    flowLogs: { vpcs: "all" },
    // The bucket and the table are there, and no logging configuration
    webAclLogs: { enabled: true },
    loadBalancerLogs: { accounts: members.map(({ id }) => id) },
    sessions: { enabled: true, cloudWatchLogs: { enabled: true }, encryptSessions: true },
    securityHubFindings: { mode: "delegatedAdministrator", account: website?.id },
    applicationLogs: {
      enabled: true,
      logGroups: [{ name: "/app/payments", accounts: [payments?.id] }],
      subscription: { mode: "all" },
      partitions: "logGroup",
    },
    accessLogs: { buckets: [{ account: payments?.id, bucket: loggedBucket }] },
  };
}
