import type { LocalOrganization } from "./organization";

/**
 * The log sources of the local AWS: all log sources whose API operations the emulator supports.
 *
 * `terraform validate` covers all other log sources: query logs of Route 53 Resolver, logging of a web ACL, data protection policies,
 * and an event data store of CloudTrail Lake.
 */
export function localLogSources({ members, loggedBucket }: Pick<LocalOrganization, "members" | "loggedBucket">) {
  const [payments, website] = members;
  return {
    awsConfig: { recordHighChurnTypesDaily: true, aggregator: { enabled: true }, rules: true },
    flowLogs: { vpcs: "all" },
    // This setting creates the bucket and the table, but no logging configuration
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
