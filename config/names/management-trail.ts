import type { AuditConfig } from "../audit-config";
import { type ControlTowerSource, awsLogsIn, controlTowerNames } from "./control-tower";
import { namesFor } from "./names";

/** Settings that define the trail of management events. */
export type ManagementTrailSource = ControlTowerSource & Pick<AuditConfig, "mode">;

/** The trail that records the management events of the organization. Alarms, queries and detections read it. */
export interface ManagementTrail {
  readonly name: string;
  readonly arn: string;
  readonly bucketName: string;

  /** Key prefix of the files of the trail, without a slash at its beginning or end. Empty for none. */
  readonly prefix: string;
  readonly logGroupName: string;
  readonly logGroupArn: string;

  /** Location of the accounts' folders: `s3://bucket/prefix/AWSLogs/<organization id>`. */
  readonly location: string;
}

/** The trail of this project, or with `mode: controlTower` the trail of Control Tower. */
export function managementTrail(config: ManagementTrailSource): ManagementTrail {
  const { organizationId, partition, homeRegion, accounts } = config;
  const { trailName, trailArn, trailLogGroupName, trailLogGroupArn, buckets, prefixes } = namesFor(config);
  if (config.mode !== "controlTower") {
    return {
      name: trailName,
      arn: trailArn,
      bucketName: buckets.trail,
      prefix: prefixes.trail,
      logGroupName: trailLogGroupName,
      logGroupArn: trailLogGroupArn,
      location: `${awsLogsIn(buckets.trail, prefixes.trail)}/${organizationId}`,
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

/** Trail that this project creates: a trail that records all events, a trail that records only data events, or none. */
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

/** Whether alarms watch metrics of the trail archive. They are useful only if the archive stores the management events. */
export function watchesTrailArchive({ mode, notifications }: Pick<AuditConfig, "mode" | "notifications">): boolean {
  return mode !== "controlTower" && notifications.silence.archiveMetrics;
}
