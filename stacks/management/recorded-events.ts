import { existingBuckets } from "../../config/derived/archive-buckets";
import { controlTowerBuckets } from "../../config/names/control-tower";
import { bucketArn } from "../../config/names/names";
import type { AuditConfig } from "../../config/audit-config";

/** Selection of recorded events. It is the same for the trail and for the event data store. */
export function recordedEvents(config: AuditConfig) {
  const { partition, trail } = config;
  return {
    excludedSources: [
      ...(trail.excludeKmsEvents ? ["kms.amazonaws.com"] : []),
      ...(trail.excludeRdsDataApiEvents ? ["rdsdata.amazonaws.com"] : []),
    ],
    dataEvents: trail.dataEvents,
    archiveBucketArns: [...existingBuckets(config), ...controlTowerBuckets(config)].map((name) =>
      bucketArn(partition, name),
    ),
  };
}
