import { appLogsTable } from "./app-logs";
import { archiveVersionsTable, type VersionListSource } from "./archive-versions";
import { byMonth } from "./by-month";
import { cloudTrailByAccountTable, cloudTrailOutsideTable, cloudTrailTable } from "./cloudtrail";
import { cloudTrailDigestsTable } from "./cloudtrail-digests";
import { cloudTrailEventsView } from "./cloudtrail-events";
import { cloudTrailInsightsTable } from "./cloudtrail-insights";
import { configHistoryTable, configSnapshotsTable } from "./config-items";
import { dnsLogsTable } from "./dns-logs";
import { flowLogsTable } from "./flow-logs";
import { loadBalancerLogsTable } from "./load-balancer-logs";
import type { TableLocation, LogTable } from "./log-table";
import type { LogView } from "./log-view";
import { networkLoadBalancerLogsTable } from "./network-load-balancer-logs";
import { type AccessLogSource, s3AccessLogsTable } from "./s3-access-logs";
import { securityHubFindingsTable } from "./securityhub-findings";
import { sessionTranscriptsTable } from "./session-transcripts";
import { transitGatewayLogsTable } from "./transit-gateway-logs";
import { wafLogsTable } from "./waf-logs";

/** Where the archives are, and what is in them. */
export interface CatalogSource extends Pick<TableLocation, "accountIds" | "regions" | "firstDay"> {
  /**
   * Where the accounts' folders of the organization trail are, `s3://bucket/path`, without a slash at the end. Control
   * Tower's is `s3://bucket/<organization id>/AWSLogs/<organization id>`.
   */
  readonly cloudTrailLocation: string;

  /** The archives that have no table of CloudTrail: `s3://bucket/prefix`, without a slash at the end. */
  readonly locations: Readonly<Record<LogKind, string>>;

  /**
   * The bucket of AWS WAF's logs, `s3://bucket`. Athena fails on a table whose bucket is not there.
   *
   * @default there is none, and no table of it
   */
  readonly webAclLogs?: string | undefined;

  /** Account and region of the archives. */
  readonly archive: { readonly accountId: string; readonly region: string };

  /** Whose access is logged by S3: buckets, and the accounts and regions they are in. */
  readonly accessLogs: Pick<AccessLogSource, "accountIds" | "regions" | "bucketNames">;

  /** Where the versions in archives are listed, and which archives. */
  readonly versionLists: Pick<VersionListSource, "location" | "bucketNames" | "listName">;

  /**
   * Accounts outside the organization, and where their folders are.
   *
   * @default none, and no table of them
   */
  readonly outside?: Pick<TableLocation, "accountIds" | "location"> | undefined;
}

/** A kind of log besides CloudTrail's. */
export type LogKind =
  | "config"
  | "flowLogs"
  | "dnsLogs"
  | "sessions"
  | "securityHubFindings"
  | "appLogs"
  | "accessLogs"
  | "transitGatewayLogs"
  | "loadBalancerLogs"
  | "networkLoadBalancerLogs";

/** A table for every kind of log whose layout is known. */
export function logTables(source: CatalogSource): LogTable[] {
  const { cloudTrailLocation, locations, webAclLogs, archive, accessLogs, versionLists, outside, ...seen } = source;
  const trail = { ...seen, location: cloudTrailLocation };
  // Services that write on their own do so below AWSLogs/
  const delivered = (kind: LogKind) => ({ ...seen, location: `${locations[kind]}/AWSLogs` });
  // A load balancer delivers to a bucket of its own region only
  const inHomeRegion = (kind: LogKind) => ({ ...delivered(kind), regions: [archive.region] });
  const ours = (kind: LogKind) => ({ ...seen, location: locations[kind] });

  const findings = securityHubFindingsTable(ours("securityHubFindings"));

  return [
    cloudTrailTable(trail),
    cloudTrailByAccountTable(trail),
    byMonth(cloudTrailTable(trail)),
    ...(outside ? [cloudTrailOutsideTable({ ...seen, ...outside })] : []),
    cloudTrailInsightsTable(trail),
    cloudTrailDigestsTable(trail),
    configHistoryTable(delivered("config")),
    configSnapshotsTable(delivered("config")),
    flowLogsTable(delivered("flowLogs")),
    dnsLogsTable(delivered("dnsLogs")),
    sessionTranscriptsTable(delivered("sessions")),
    findings,
    byMonth(findings),
    appLogsTable(ours("appLogs")),
    s3AccessLogsTable({
      location: locations.accessLogs,
      firstDay: seen.firstDay,
      ...accessLogs,
    }),
    archiveVersionsTable({
      firstDay: seen.firstDay,
      accountIds: [archive.accountId],
      regions: [archive.region],
      ...versionLists,
    }),
    transitGatewayLogsTable(delivered("transitGatewayLogs")),
    loadBalancerLogsTable(inHomeRegion("loadBalancerLogs")),
    networkLoadBalancerLogsTable(inHomeRegion("networkLoadBalancerLogs")),
    ...(webAclLogs === undefined ? [] : [wafLogsTable({ ...seen, location: `${webAclLogs}/AWSLogs` })]),
  ];
}

/** The views over those tables. */
export function logViews({ outside }: Pick<CatalogSource, "outside"> = {}): LogView[] {
  return [cloudTrailEventsView(outside ? ["cloudtrail", "cloudtrail_outside"] : ["cloudtrail"])];
}
