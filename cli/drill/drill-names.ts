import { randomBytes, randomUUID } from "node:crypto";
import type { AuditConfig } from "../../config/audit-config";
import { managementTrail } from "../../config/names/management-trail";
import { namesFor } from "../../config/names/names";
import { type DrillNames, drillPrefix } from "../../detections/drill";

/** A new name of a drill. It contains the start time for people who see it. */
export function newDrillName(now: Date): string {
  const time = now
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, "")
    .toLowerCase();
  return `${drillPrefix}${time}-${randomBytes(3).toString("hex")}`;
}

/** Whether a name has the form of `newDrillName`. */
export const isDrillName = (name: string): boolean =>
  name.startsWith(drillPrefix) && /^\d{8}t\d{6}z-[0-9a-f]{6}$/.test(name.slice(drillPrefix.length));

/** Names of a drill whose calls are made in an account. */
export function drillNamesOf(config: AuditConfig, accountId: string, name: string): DrillNames {
  const { partition, homeRegion: region, prefix } = config;
  const names = namesFor(config);
  const { logGroupName, bucketName } = managementTrail(config);
  return {
    name,
    uuid: randomUUID(),
    hex: randomBytes(9).toString("hex").slice(1),
    partition,
    region,
    accountId,
    nobody: "0".repeat(12),
    prefix,
    trailLogGroupName: logGroupName,
    trailBucketName: bucketName,
    databaseName: names.databaseName,
    topicArn: names.topicArn("page"),
  };
}
