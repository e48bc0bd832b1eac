import { existingBuckets, overwritableArchives } from "./archive-buckets";
import { isRecorded, recorderOf } from "./recorders";
import { awsLogsIn, controlTowerNames } from "../names/control-tower";
import { cloudTrailLocation, ownTrail } from "../names/management-trail";
import { logLocations, namesFor, versionListName } from "../names/names";
import { accountIds } from "./accounts";
import { externalTrailLocation } from "../names/external-accounts";
import { eventRegions } from "./regions";
import type { AuditConfig } from "../audit-config";

/** Values that the tables need: the location of each kind of log, and its possible accounts and regions. */
export function logTableSource(config: AuditConfig) {
  const { buckets, prefixes } = namesFor(config);
  const { accessLogs, webAclLogs } = buckets;
  const { homeRegion: region, accounts, query } = config;
  return {
    accountIds: accountIds(config),
    regions: eventRegions(config),
    firstDay: query.firstDay,
    cloudTrailLocation: cloudTrailLocation(config),
    locations: { ...logLocations(buckets), ...foreignConfigLocation(config) },
    webAclLogs: config.logSources.webAclLogs.enabled ? `s3://${webAclLogs}` : undefined,
    archive: { accountId: accounts.logArchive, region },
    accessLogs: accessLogSource(config),
    versionLists: {
      location: `s3://${accessLogs}/${prefixes.versionLists}`,
      bucketNames: overwritableArchives.map((archive) => buckets[archive]),
      listName: versionListName,
    },
    outside:
      accounts.outside.length === 0
        ? undefined
        : { accountIds: accounts.outside.map(({ id }) => id), location: externalTrailLocation(config) },
    earlierTrailLocations: query.earlierTrailLocations,
    dataEventLocation:
      ownTrail(config) === "dataEvents"
        ? `${awsLogsIn(buckets.trail, prefixes.trail)}/${config.organizationId}`
        : undefined,
    ownConfig: ownConfigSource(config),
    ocsf: query.ocsf.enabled && query.ocsf.securityLake === undefined,
  };
}

/** Accounts and buckets with access logs. The only region is the home region, because S3 delivers access logs within a region. */
function accessLogSource(config: AuditConfig) {
  const { homeRegion, accounts, logSources } = config;
  const { buckets } = logSources.accessLogs;
  const own = existingBuckets(config).filter((name) => name !== namesFor(config).buckets.accessLogs);
  return {
    accountIds: [...new Set([accounts.logArchive, ...buckets.map(({ account }) => account)])],
    regions: [homeRegion],
    bucketNames: [...own, ...buckets.map(({ bucket }) => bucket)],
  };
}

/** Location of the files of Control Tower's recorders. */
function foreignConfigLocation(config: AuditConfig): { awsConfig?: string } {
  if (config.mode !== "controlTower") return {};
  const { configBucket, configPrefix } = controlTowerNames(config);
  return { awsConfig: awsLogsIn(configBucket, configPrefix).replace(/\/AWSLogs$/, "") };
}

/** Location of the files of this project's recorders, if Control Tower has recorders too. */
function ownConfigSource(config: AuditConfig) {
  if (config.mode !== "controlTower" || !isRecorded(config)) return undefined;
  return {
    accountIds: accountIds(config).filter((id) => recorderOf(config, id) !== "none"),
    location: `${logLocations(namesFor(config).buckets).awsConfig}/AWSLogs`,
  };
}
