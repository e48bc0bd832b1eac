import { type ComparedNames, type DetectionSource, deployedDetections } from "../../detections/deployed";
import type { Detection } from "../../detections/detection";
import type { AuditConfig } from "../audit-config";
import { configCopyName } from "../names/aws-config-replica";
import { controlTowerBuckets } from "../names/control-tower";
import { huntBucketNames } from "../names/hunts";
import { lakehouseNames } from "../names/lakehouse";
import { type ManagementTrailSource, managementTrail, ownTrail } from "../names/management-trail";
import { archiveBucketNames, namesFor } from "../names/names";
import { replicaAccountId, replicaBucketNames } from "../names/second-region";
import type { TrailNames } from "../../detections/catalog/trail-blinded";
import { type RegionSettings, eventRegions, partitionRegions } from "./regions";

type Settings = Omit<DetectionSource, "usualRegions" | "names"> &
  RegionSettings &
  ManagementTrailSource &
  Pick<AuditConfig, "trail"> & {
    readonly lakehouse?: Pick<AuditConfig["lakehouse"], "enabled">;
    readonly hunts?: Pick<AuditConfig["hunts"], "enabled" | "countries">;
  };

/** Detections by configuration. Several rules read the detections of one configuration, so they are built only once. */
const known = new WeakMap<Settings, readonly Detection[]>();

/** The detections that a configuration deploys. */
export function detectionsOf(config: Settings): readonly Detection[] {
  const found = known.get(config) ?? deployedBy(config);
  known.set(config, found);
  return found;
}

function deployedBy(config: Settings): Detection[] {
  const inUse = eventRegions(config);
  const unused = partitionRegions(config).filter((region) => !inUse.includes(region));
  return deployedDetections({ ...config, names: comparedNames(config), usualRegions: { inUse, unused } });
}

/**
 * Names that detections compare with the names in a call. Buckets of disabled settings are included, because they may exist.
 *
 * Each account of the organization can have a bucket for its access logs. Detections compare only their common prefix, because
 * there may be thousands of them.
 */
function comparedNames(config: Settings): ComparedNames {
  const { prefix, accounts } = config;
  const { buckets, alarmTopicArns, ...names } = namesFor(config);
  const foreign = controlTowerBuckets(config);
  const ofAnyAccount = archiveBucketNames(prefix, "*").accessLogs;
  const hasOtherOwner = replicaAccountId(config) !== accounts.logArchive;
  const topics = [config.archive?.secondRegion === undefined ? alarmTopicArns : topicArnsAnywhere(config)];
  const createdTrailBucket = archiveBucketNames(prefix, accounts.logArchive).trail;
  return {
    trail: trailNames(config),
    trailLogGroups: hasOtherLogGroup(config) ? [`*${managementTrail(config).logGroupName}*`] : undefined,
    archive: {
      filter: [
        [`${prefix}-*`, `*-${accounts.logArchive}`],
        [buckets.webAclLogs],
        [ofAnyAccount],
        ...(hasOtherOwner ? [[`${prefix}-*`, `*-${replicaAccountId(config)}`]] : []),
        ...foreign.map((name) => [name]),
        ...(buckets.trail === createdTrailBucket ? [] : [[buckets.trail]]),
      ],
      rule: [
        ...Object.values(buckets),
        configCopyName(config),
        ...(config.lakehouse?.enabled === true ? [lakehouseNames(config).bucketName] : []),
        ...(config.hunts === undefined ? [] : huntBucketNames({ ...config, hunts: config.hunts })),
        ofAnyAccount,
        ...replicaBucketNames(config),
        ...foreign,
      ],
    },
    database: config.existing?.databaseName,
    workgroups: [names.workgroupName, names.responderWorkgroupName, names.checkWorkgroupName],
    alarms: { topics, subscriptions: topics, prefix },
  };
}

/** Pattern for the topics of the alarms in any region and account. A list of the topics of both regions would be too long. */
const topicArnsAnywhere = ({ prefix, partition }: Settings): string => `arn:${partition}:sns:*:${prefix}-audit-*`;

/** The trail of management events and, with Control Tower, the trail of this project that records data events. */
function trailNames(config: Settings): TrailNames {
  const { name, bucketName } = managementTrail(config);
  const dataEventTrail = ownTrail(config) === "dataEvents" ? `*${namesFor(config).trailName}` : undefined;
  return { trail: `*${name}`, bucket: bucketName, dataEventTrail };
}

/** Whether the log group of the trail has a name other than this project's default. */
const hasOtherLogGroup = ({ mode, existing }: Settings): boolean =>
  mode === "controlTower" || existing?.logGroupName !== undefined;
