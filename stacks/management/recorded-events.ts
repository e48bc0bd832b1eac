import { existingBuckets } from "../../config/derived/archive-buckets";
import { bucketArn } from "../../config/names/names";
import type { AuditConfig } from "../../config/audit-config";

/** Which events are recorded: the same by the trail and, where there is one, by the event data store. */
export function recordedEvents(config: AuditConfig) {
  const { partition, trail } = config;
  return {
    excludedSources: [
      ...(trail.excludeKmsEvents ? ["kms.amazonaws.com"] : []),
      ...(trail.excludeRdsDataApiEvents ? ["rdsdata.amazonaws.com"] : []),
    ],
    dataEvents: trail.dataEvents,
    archiveBucketArns: existingBuckets(config).map((name) => bucketArn(partition, name)),
  };
}
