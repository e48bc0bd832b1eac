import { type ComparedNames, type DetectionSource, deployedDetections } from "../../detections/deployed";
import type { Detection } from "../../detections/detection";
import { configCopyName } from "../names/aws-config-replica";
import { type NameSource, archiveBucketNames, namesFor } from "../names/names";
import { type RegionSettings, eventRegions, partitionRegions } from "./regions";

type Settings = Omit<DetectionSource, "usualRegions" | "names"> & RegionSettings & NameSource;

/** Several rules read the detections of one configuration. */
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
function comparedNames(config: NameSource): ComparedNames {
  const { prefix, accounts } = config;
  const { trailName, buckets, alarmTopicArns, ...names } = namesFor(config);
  const ofAnyAccount = archiveBucketNames(prefix, "*").accessLogs;
  return {
    trail: { trail: `*${trailName}`, bucket: buckets.trail },
    archive: {
      filter: [[`${prefix}-*`, `*-${accounts.logArchive}`], [buckets.webAclLogs], [ofAnyAccount]],
      rule: [...Object.values(buckets), configCopyName(config), ofAnyAccount],
    },
    workgroups: [names.workgroupName, names.responderWorkgroupName, names.checkWorkgroupName],
    alarms: { topics: [alarmTopicArns], subscriptions: [alarmTopicArns], prefix },
  };
}
