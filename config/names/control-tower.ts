import { awsLogsFolder } from "../../aws-semantics/values/aws-logs";
import type { AuditConfig } from "../audit-config";
import type { NameSource } from "./names";

/** Settings from which the names of Control Tower's resources are derived. */
export type ControlTowerSource = NameSource & Pick<AuditConfig, "controlTower">;

type Layout = NonNullable<AuditConfig["controlTower"]["layout"]>;

/** Resources that the landing zone created and this project reads. */
export interface ControlTowerNames {
  readonly trailName: string;
  readonly trailBucket: string;

  /** Key prefix without a slash at its beginning or end. Empty for none. */
  readonly trailPrefix: string;
  readonly trailKmsKeyArn: string | undefined;
  readonly logGroupName: string;
  readonly configBucket: string;
  readonly configPrefix: string;
  readonly configKmsKeyArn: string | undefined;
}

/**
 * Names of the resources that AWS Control Tower or Landing Zone Accelerator created: the settings, or else the defaults of the
 * layout.
 *
 * In layout 4.x, a rule requires the settings of the buckets and of the log group.
 *
 * @see https://github.com/awslabs/landing-zone-accelerator-on-aws/blob/main/source/packages/%40aws-accelerator/accelerator/lib/stacks/organizations-stack.ts
 */
export function controlTowerNames(config: ControlTowerSource): ControlTowerNames {
  const { layout = "3.x", ...set } = config.controlTower;
  const usual = layoutOf(layout, config);
  const trailBucket = set.trailBucket ?? usual.bucket;
  const configBucket = set.configBucket ?? usual.bucket;
  return {
    trailName: set.trailName ?? usual.trailName,
    trailBucket,
    trailPrefix: set.trailPrefix ?? usual.trailPrefix,
    trailKmsKeyArn: set.trailKmsKeyArn,
    logGroupName: set.logGroupName ?? usual.logGroupName,
    configBucket,
    configPrefix: set.configPrefix ?? usual.configPrefix,
    configKmsKeyArn: set.configKmsKeyArn ?? (configBucket === trailBucket ? set.trailKmsKeyArn : undefined),
  };
}

function layoutOf(layout: Layout, { organizationId, accounts, homeRegion }: NameSource) {
  const place = `${accounts.logArchive}-${homeRegion}`;
  return layout === "landingZoneAccelerator"
    ? {
        trailName: "AWSAccelerator-Organizations-CloudTrail",
        bucket: `aws-accelerator-central-logs-${place}`,
        trailPrefix: "cloudtrail-organization",
        logGroupName: "aws-accelerator-cloudtrail-logs",
        configPrefix: "",
      }
    : {
        trailName: "aws-controltower-BaselineCloudTrail",
        bucket: `aws-controltower-logs-${place}`,
        trailPrefix: organizationId,
        logGroupName: "aws-controltower/CloudTrailLogs",
        configPrefix: organizationId,
      };
}

/** A folder of a bucket, `s3://bucket/prefix/AWSLogs`. */
export function awsLogsIn(bucket: string, prefix: string): string {
  return `s3://${bucket}/${awsLogsFolder(prefix)}`;
}

/** Buckets of Control Tower that this project reads. Empty in another mode. */
export function controlTowerBuckets(config: ControlTowerSource & Pick<AuditConfig, "mode">): string[] {
  if (config.mode !== "controlTower") return [];
  const { trailBucket, configBucket } = controlTowerNames(config);
  return [...new Set([trailBucket, configBucket])];
}

/** Folders of Control Tower that tables read, as patterns, and the keys that encrypt their files. Empty in another mode. */
export function controlTowerLogs(config: ControlTowerSource & Pick<AuditConfig, "mode">) {
  if (config.mode !== "controlTower") return { locations: [], kmsKeyArns: [] };
  const names = controlTowerNames(config);
  return {
    locations: [
      `${awsLogsIn(names.trailBucket, names.trailPrefix)}/${config.organizationId}`,
      // An account id has 12 characters. The folder of an account also contains logs of other services
      `${awsLogsIn(names.configBucket, names.configPrefix)}/${"?".repeat(12)}/Config`,
    ],
    kmsKeyArns: [names.trailKmsKeyArn, names.configKmsKeyArn].filter((arn) => arn !== undefined),
  };
}
