import { accountIds, cloudTrailLocation, eventRegions, namesFor } from "./names";
import type { AuditConfig } from "./schema";

/** Where each kind of log is, and whose it can be: what the tables have to know of a configuration. */
export function logTableSource(config: AuditConfig) {
  const { buckets, prefixes } = namesFor(config);
  const { trail, config: configItems, serviceLogs, accessLogs, queryResults } = buckets;
  const { homeRegion: region, accounts, query } = config;
  return {
    accountIds: accountIds(config),
    regions: eventRegions(config),
    firstDay: query.firstDay,
    cloudTrailLocation: cloudTrailLocation(config),
    locations: {
      config: `s3://${configItems}/${prefixes.config}`,
      flowLogs: `s3://${serviceLogs}/${prefixes.flowLogs}`,
      dnsLogs: `s3://${serviceLogs}/${prefixes.dnsLogs}`,
      sessions: `s3://${serviceLogs}/${prefixes.sessions}`,
      securityHubFindings: `s3://${serviceLogs}/${prefixes.securityHubFindings}`,
      appLogs: `s3://${serviceLogs}/${prefixes.appLogs}`,
      accessLogs: `s3://${accessLogs}/${prefixes.accessLogs}`,
    },
    archive: { accountId: accounts.logArchive, region, bucketNames: [trail, configItems, serviceLogs, queryResults] },
  };
}
