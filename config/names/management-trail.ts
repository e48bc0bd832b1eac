import type { AuditConfig } from "../audit-config";
import { type ControlTowerSource, awsLogsIn, controlTowerNames } from "./control-tower";
import { namesFor } from "./names";

/** Settings from which the trail of management events is known. */
export type ManagementTrailSource = ControlTowerSource & Pick<AuditConfig, "mode">;

/** The trail that records the management events of the organization. Alarms, queries and detections read it. */
export interface ManagementTrail {
  readonly name: string;
  readonly arn: string;
  readonly bucketName: string;

  /** Key prefix of its files, without slashes at its ends; empty for none. */
  readonly prefix: string;
  readonly logGroupName: string;
  readonly logGroupArn: string;

  /** Location of the accounts' folders: `s3://bucket/prefix/AWSLogs/<organization id>`. */
  readonly location: string;
}

/** The trail of this project, or with `mode: controlTower` the one of Control Tower. */
export function managementTrail(config: ManagementTrailSource): ManagementTrail {
  const { organizationId, partition, homeRegion, accounts } = config;
  const { trailName, trailArn, trailLogGroupName, trailLogGroupArn, buckets, prefixes } = namesFor(config);
  if (config.mode !== "controlTower") {
    return {
      name: trailName,
      arn: trailArn,
      bucketName: buckets.trail,
      prefix: prefixes.cloudTrail,
      logGroupName: trailLogGroupName,
      logGroupArn: trailLogGroupArn,
      location: `${awsLogsIn(buckets.trail, prefixes.cloudTrail)}/${organizationId}`,
    };
  }
  const { trailName: name, trailBucket, trailPrefix, logGroupName } = controlTowerNames(config);
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${accounts.management}:${resource}`;
  return {
    name,
    arn: arn("cloudtrail", `trail/${name}`),
    bucketName: trailBucket,
    prefix: trailPrefix,
    logGroupName,
    logGroupArn: arn("logs", `log-group:${logGroupName}`),
    location: `${awsLogsIn(trailBucket, trailPrefix)}/${organizationId}`,
  };
}

/** Which trail this project creates: one of all events, one of data events only, or none. */
export function ownTrail({ mode, trail }: Pick<AuditConfig, "mode" | "trail">): "allEvents" | "dataEvents" | "none" {
  if (mode !== "controlTower") return "allEvents";
  return trail.dataEvents.length > 0 ? "dataEvents" : "none";
}

/** Location of the accounts' folders that the tables of CloudTrail read. */
export function cloudTrailLocation(
  config: ManagementTrailSource & { readonly query: Pick<AuditConfig["query"], "cloudTrailLocation"> },
): string {
  return config.query.cloudTrailLocation ?? managementTrail(config).location;
}

/** Whether metrics of the trail archive are watched. They say nothing if the management events are in another bucket. */
export function watchesTrailArchive({ mode, notifications }: Pick<AuditConfig, "mode" | "notifications">): boolean {
  return mode !== "controlTower" && notifications.silence.archiveMetrics;
}
