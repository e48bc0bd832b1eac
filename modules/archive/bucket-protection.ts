import type { OwnWriters } from "../iam/bucket-guards";
import type { ArchiveBucketProps } from "./archive-bucket";

/** Who may change, delete and forge the logs of a bucket. */
export interface BucketProtection {
  /**
   * Whether Terraform refuses to destroy the bucket. If false, principals can also delete logs and change the bucket.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;

  /**
   * Whether principals of the bucket's own account that deliver no logs are denied to write.
   *
   * @default true
   */
  readonly denyForgery?: boolean;

  /**
   * The only roles that may change the settings and policies of the bucket, such as the role that deploys. This has no effect if
   * `preventDestroy` is false.
   *
   * @default every principal of the bucket's account whose IAM policy allows it
   */
  readonly administratorRoleArns?: readonly string[] | undefined;

  /**
   * Roles that may delete logs. Lifecycle rules may always delete logs.
   *
   * @default [] no role
   */
  readonly deletionRoleArns?: readonly string[];

  /**
   * Roles that may place and lift legal holds, but not delete logs.
   *
   * @default [] only roles that may delete logs
   */
  readonly legalHoldRoleArns?: readonly string[];

  /**
   * Role that may configure an S3 inventory of the bucket, and no other setting.
   *
   * @default only administrators
   */
  readonly inventoryRoleArn?: string | undefined;
}

/** The properties of a bucket that protect its logs. */
export function bucketProtection(protection: BucketProtection, ownWriters: OwnWriters) {
  const { preventDestroy = true, denyForgery = true, administratorRoleArns, inventoryRoleArn } = protection;
  const { deletionRoleArns = [], legalHoldRoleArns = [] } = protection;
  const writers = denyForgery ? { ownWriters } : {};
  return (
    preventDestroy
      ? {
          preventDestroy,
          ...writers,
          configurationRoleArns: administratorRoleArns,
          deletionExemptRoleArns: deletionRoleArns,
          legalHoldRoleArns,
          inventoryRoleArn,
        }
      : { preventDestroy, ...writers, deletionExemptRoleArns: "anyone" }
  ) satisfies Partial<ArchiveBucketProps>;
}
