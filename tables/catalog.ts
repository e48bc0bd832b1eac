import { allConfigViews, ownConfigTables } from "./all-config-items";
import { appLogsTable } from "./app-logs";
import { archiveVersionsTable, type VersionListSource } from "./archive-versions";
import { byMonth } from "./by-month";
import {
  cloudTrailByAccountTable,
  cloudTrailDataTable,
  cloudTrailEarlierTable,
  cloudTrailExternalTable,
  cloudTrailTable,
} from "./cloudtrail";
import { cloudTrailDigestsTable } from "./cloudtrail-digests";
import { cloudTrailEventsView, type EventsOnce } from "./cloudtrail-events";
import { cloudTrailInsightsTable } from "./cloudtrail-insights";
import { configHistoryTable, configSnapshotsTable } from "./config-items";
import { dnsLogsTable } from "./dns-logs";
import { flowLogsTable } from "./flow-logs";
import { loadBalancerLogsTable } from "./load-balancer-logs";
import type { TableLocation, LogTable } from "./log-table";
import type { LogView } from "./log-view";
import { ocsfViews } from "./ocsf/views";
import { networkLoadBalancerLogsTable } from "./network-load-balancer-logs";
import { type AccessLogSource, s3AccessLogsTable } from "./s3-access-logs";
import { securityHubFindingsTable } from "./securityhub-findings";
import { sessionTranscriptsTable } from "./session-transcripts";
import { transitGatewayLogsTable } from "./transit-gateway-logs";
import { wafLogsTable } from "./waf-logs";

/** Locations of the archives, and their accounts and regions. */
export interface CatalogSource extends Pick<TableLocation, "accountIds" | "regions" | "firstDay"> {
  /**
   * Location of the folders of the accounts in the organization trail, `s3://bucket/path`, without a slash at the end. For Control
   * Tower it is `s3://bucket/<organization id>/AWSLogs/<organization id>`.
   */
  readonly cloudTrailLocation: string;

  /** Locations of logs other than CloudTrail events: `s3://bucket/prefix`, without a slash at the end. */
  readonly locations: Readonly<Record<LogKind, string>>;

  /**
   * Bucket of AWS WAF logs, `s3://bucket`. Without the bucket there is no table, because a query of it would fail.
   *
   * @default none
   */
  readonly webAclLogs?: string | undefined;

  /** Account and region of the archives. */
  readonly archive: { readonly accountId: string; readonly region: string };

  /** Buckets with access logs, and their accounts and regions. */
  readonly accessLogs: Pick<AccessLogSource, "accountIds" | "regions" | "bucketNames">;

  /** Location of the lists of object versions, and the listed archives. */
  readonly versionLists: Pick<VersionListSource, "location" | "bucketNames" | "listName">;

  /**
   * External accounts, and the location of their folders. Without external accounts this table does not exist.
   *
   * @default none
   */
  readonly outside?: Pick<TableLocation, "accountIds" | "location"> | undefined;

  /**
   * Locations of the folders of the accounts in earlier trails of the organization. Each location has a table.
   *
   * @default none
   */
  readonly earlierTrailLocations?: readonly string[];

  /**
   * Location of the folders of the accounts in a trail that records only data events, in addition to `cloudTrailLocation`.
   *
   * @default none
   */
  readonly dataEventLocation?: string | undefined;

  /**
   * Files of AWS Config in the archive, if another owner has the bucket of other recorders: location and recorded accounts.
   *
   * @default none
   */
  readonly ownConfig?: Pick<TableLocation, "accountIds" | "location"> | undefined;

  /**
   * Whether there are views in the Open Cybersecurity Schema Framework.
   *
   * @default false
   */
  readonly ocsf?: boolean;
}

/** A kind of log other than CloudTrail events. */
export type LogKind =
  | "awsConfig"
  | "flowLogs"
  | "dnsQueryLogs"
  | "sessions"
  | "securityHubFindings"
  | "applicationLogs"
  | "accessLogs"
  | "transitGatewayFlowLogs"
  | "loadBalancerLogs"
  | "networkLoadBalancerLogs";

/** A table for every kind of log with a known layout. */
export function logTables(source: CatalogSource): LogTable[] {
  const { cloudTrailLocation, locations, webAclLogs, archive, accessLogs, versionLists, outside, ...others } = source;
  const { earlierTrailLocations = [], dataEventLocation, ownConfig, ocsf: _ofViews, ...seen } = others;
  const trail = { ...seen, location: cloudTrailLocation };
  // AWS services that deliver logs write them below AWSLogs/
  const delivered = (kind: LogKind) => ({ ...seen, location: `${locations[kind]}/AWSLogs` });
  // A load balancer delivers only to a bucket in its own region
  const inHomeRegion = (kind: LogKind) => ({ ...delivered(kind), regions: [archive.region] });
  const ours = (kind: LogKind) => ({ ...seen, location: locations[kind] });

  const findings = securityHubFindingsTable(ours("securityHubFindings"));

  return [
    cloudTrailTable(trail),
    cloudTrailByAccountTable(trail),
    byMonth(cloudTrailTable(trail)),
    ...(outside ? [cloudTrailExternalTable({ ...seen, ...outside })] : []),
    ...earlierTrailLocations.flatMap((location, i) => withMonths(cloudTrailEarlierTable({ ...seen, location }, i + 1))),
    ...(dataEventLocation === undefined
      ? []
      : withMonths(cloudTrailDataTable({ ...seen, location: dataEventLocation }))),
    cloudTrailInsightsTable(trail),
    cloudTrailDigestsTable(trail),
    configHistoryTable(delivered("awsConfig")),
    configSnapshotsTable(delivered("awsConfig")),
    ...(ownConfig ? ownConfigTables({ ...seen, ...ownConfig }) : []),
    flowLogsTable(delivered("flowLogs")),
    dnsLogsTable(delivered("dnsQueryLogs")),
    sessionTranscriptsTable(delivered("sessions")),
    findings,
    byMonth(findings),
    appLogsTable(ours("applicationLogs")),
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
    transitGatewayLogsTable(delivered("transitGatewayFlowLogs")),
    loadBalancerLogsTable(inHomeRegion("loadBalancerLogs")),
    networkLoadBalancerLogsTable(inHomeRegion("networkLoadBalancerLogs")),
    ...(webAclLogs === undefined ? [] : [wafLogsTable({ ...seen, location: `${webAclLogs}/AWSLogs` })]),
  ];
}

const withMonths = (table: LogTable): LogTable[] => [table, byMonth(table)];

/**
 * The views over the tables.
 *
 * @param once clauses that return each event of a group of tables once
 */
export function logViews(source: Partial<CatalogSource> = {}, once?: EventsOnce): LogView[] {
  const trails = eventTables(source);
  return [
    cloudTrailEventsView(trails, once),
    ...(source.ownConfig ? allConfigViews() : []),
    ...(source.ocsf === true ? ocsfViews(trails, once) : []),
  ];
}

/** The tables of the view `cloudtrail_events`. Tables of one group can have the same events. */
export function eventTables({
  outside,
  earlierTrailLocations = [],
  dataEventLocation,
}: Partial<CatalogSource> = {}): string[][] {
  const ofOrganization = [
    "cloudtrail",
    ...earlierTrailLocations.map((_, i) => `cloudtrail_earlier_${i + 1}`),
    ...(dataEventLocation === undefined ? [] : ["cloudtrail_data_events"]),
  ];
  return [ofOrganization, ...(outside ? [["cloudtrail_outside"]] : [])];
}

/** Bucket of the replicas by the bucket of the archive. */
export type ReplicaBuckets = ReadonlyMap<string, string>;

/**
 * The tables and views over replicas, whose objects have the same keys as in the archives. There is no table and
 * no view over a bucket without a replica. Earlier trails have no replica, so the views do not contain them.
 */
export function replicaCatalog(source: CatalogSource, buckets: ReplicaBuckets) {
  const replicated = { ...source, earlierTrailLocations: [] };
  const archived = logTables(replicated);
  const tables = archived.flatMap((table): LogTable[] => {
    const location = replicaLocation(table.location, buckets);
    return location === undefined ? [] : [{ ...table, location }];
  });
  const missing = archived.filter(({ name }) => !tables.some((table) => table.name === name));
  return { tables, views: logViews(replicated).filter((view) => !namesAny(view, missing)) };
}

/** A location, or the path of an object, in the bucket of the replicas. Undefined if the bucket has no replica. */
export function replicaLocation(location: string, buckets: ReplicaBuckets): string | undefined {
  const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)(.*)$/s.exec(location) ?? [];
  const replica = buckets.get(bucket);
  return replica === undefined ? undefined : `s3://${replica}${path}`;
}

const namesAny = ({ sql }: LogView, tables: readonly LogTable[]): boolean =>
  tables.some(({ name }) => new RegExp(`\\b(FROM|JOIN)\\s+${name}\\b`, "i").test(sql));
