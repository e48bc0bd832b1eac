import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  type OwnWriters,
  denyDeletion,
  denyForeignKeys,
  denyForgery,
  denyOutsideOrganization,
  denyWeakTransport,
  denyWeakening,
} from "../iam/bucket-guards";
import { type BucketLifecycle, lifecycleRule } from "./bucket-lifecycle";
import { type PolicyStatement, policyJson } from "../iam/policy-document";

/** S3 Object Lock's default retention. */
export interface ObjectLock {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";

  /** Days during which an object version cannot be deleted or overwritten. */
  readonly days: number;
}

/** Where a bucket's own access is logged. */
export interface AccessLog {
  readonly bucketName: string;
  readonly prefix: string;

  /** The policy that lets S3 deliver there; without it S3 refuses to switch logging on. */
  readonly policy: ITerraformDependable;
}

export interface ArchiveBucketProps {
  /** Globally unique bucket name. */
  readonly bucketName: string;

  /** ARN of the bucket, the one its grants name. */
  readonly bucketArn: string;

  /** Organization whose principals alone may reach the bucket. */
  readonly organizationId: string;

  /** Statements of the bucket policy that let producers write and readers read. */
  readonly grants: readonly PolicyStatement[];
  readonly lifecycle: BucketLifecycle;

  /** Whether Terraform refuses to destroy the bucket. When false, destroying it empties it first. */
  readonly preventDestroy: boolean;

  /**
   * Who may delete objects: nobody but these roles and the lifecycle, or `anyone` whose own policy allows it.
   *
   * @default [] nobody
   */
  readonly deletionExemptRoleArns?: readonly string[] | "anyone";

  /**
   * Key that encrypts every object.
   *
   * @default S3's own keys (SSE-S3), for producers that accept no other
   */
  readonly kmsKeyArn?: string;

  /**
   * What is destroyed only after the bucket: its key. A bucket that a lock keeps would be left unreadable otherwise.
   *
   * @default nothing
   */
  readonly destroyedBefore?: ITerraformDependable[];

  /**
   * Whether S3 derives the objects' keys from one bucket key, which costs a hundredth and makes the bucket's ARN
   * the encryption context.
   *
   * @default true
   */
  readonly bucketKey?: boolean;

  /**
   * Retention nobody can undercut.
   *
   * @default none
   */
  readonly lock?: ObjectLock;

  /**
   * Where the bucket's own access is logged: a bucket of the same account and region.
   *
   * @default none, for the access-log bucket itself: a bucket that logs to itself never stops
   */
  readonly accessLog?: AccessLog;

  /**
   * Who may change the bucket's settings and its policy.
   *
   * @default anyone of the account whose own policy allows it
   */
  readonly configurationRoleArns?: readonly string[] | undefined;

  /**
   * Who may write from within the bucket's own account.
   *
   * @default anyone of the account whose own policy allows it
   */
  readonly ownWriters?: OwnWriters | undefined;

  /**
   * What has to be in place before the policy closes the bucket.
   *
   * @default nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A bucket for logs: private, versioned, encrypted, its access logged, and closed to everybody outside the
 * organization. Who may write and read is given by its grants.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class ArchiveBucket extends Construct {
  public readonly bucketArn: string;
  public readonly bucketName: string;

  /** What a producer in the same account waits for. */
  public readonly policy: ITerraformDependable;

  /** What a replication waits for. */
  public readonly versioning: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ArchiveBucketProps) {
    super(scope, id);

    const { lock, lifecycle } = props;
    if (lock && (!Number.isInteger(lock.days) || lock.days < 1)) {
      throw new Error(`lock.days must be a whole number of days, 1 or more, got ${lock.days}`);
    }
    if (lock && typeof lifecycle.expireDays === "number" && lifecycle.expireDays < lock.days) {
      throw new Error(
        `lifecycle.expireDays must be ${lock.days} or more, the days of the lock, got ${lifecycle.expireDays}`,
      );
    }

    const { id: bucket } = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      forceDestroy: !props.preventDestroy,
      lifecycle: { preventDestroy: props.preventDestroy },
      dependsOn: props.destroyedBefore,
    });

    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });

    new S3BucketOwnershipControls(this, "Ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });

    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket,
      rule: [encryptionRule(props.kmsKeyArn, props.bucketKey ?? true)],
    });

    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });

    if (lock) {
      new S3BucketObjectLockConfigurationA(this, "ObjectLock", {
        bucket,
        rule: { defaultRetention: { mode: lock.mode, days: lock.days } },
        // S3 rejects a lock on a bucket whose versioning is not on yet
        dependsOn: [versioning],
      });
    }

    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket,
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      rule: [lifecycleRule(lifecycle)],
      // Without versioning S3 would take an expiry for a deletion
      dependsOn: [versioning],
    });

    if (props.accessLog) {
      new S3BucketLoggingA(this, "AccessLogging", {
        bucket,
        targetBucket: props.accessLog.bucketName,
        targetPrefix: `${props.accessLog.prefix}/`,
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        dependsOn: [props.accessLog.policy],
      });
    }

    this.policy = new S3BucketPolicy(this, "Policy", {
      bucket,
      policy: policyJson("bucket policy", bucketStatements(props)),
      // Both at once are answered with 409 OperationAborted
      dependsOn: [publicAccessBlock, ...(props.dependsOn ?? [])],
    });
    this.versioning = versioning;
    this.bucketArn = props.bucketArn;
    this.bucketName = props.bucketName;
  }
}

function bucketStatements(props: ArchiveBucketProps): PolicyStatement[] {
  const { bucketArn, organizationId, grants, deletionExemptRoleArns = [], configurationRoleArns, ownWriters } = props;
  return [
    ...denyWeakTransport(bucketArn),
    denyOutsideOrganization(bucketArn, organizationId),
    ...denyForeignKeys(bucketArn, props.kmsKeyArn),
    ...(ownWriters ? [denyForgery(bucketArn, ownWriters)] : []),
    ...(deletionExemptRoleArns === "anyone" ? [] : [denyDeletion(bucketArn, deletionExemptRoleArns)]),
    ...(configurationRoleArns ? [denyWeakening(bucketArn, configurationRoleArns)] : []),
    ...grants,
  ];
}

function encryptionRule(kmsMasterKeyId: string | undefined, bucketKeyEnabled: boolean) {
  return kmsMasterKeyId === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled };
}
