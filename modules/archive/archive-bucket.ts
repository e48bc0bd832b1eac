import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  type EarlierKeys,
  type OwnWriters,
  denyDeletion,
  denyDeletionExceptHolds,
  denyForeignKeys,
  denyForgery,
  denyOutsideOrganization,
  denyWeakTransport,
  denyWeakening,
  denyWeakeningExceptInventories,
} from "../iam/bucket-guards";
import {
  type BucketLifecycle,
  lifecycleProblems,
  lifecycleRule,
  prefixProblems,
  prefixRules,
} from "./bucket-lifecycle";
import { type PolicyStatement, policyJson } from "../iam/policy-document";
import type { OptionalBucketSetting } from "../../aws-semantics/values/bucket-settings";
import { forms } from "../../aws-semantics/values/forms";
import { ImportBlock } from "../terraform/import-block";
import {
  type InputProblem,
  arnOfBucket,
  checkInput,
  eachFormed,
  exactly,
  checkAgreement,
  checkForm,
  wholeNumber,
} from "../input/input";

/** S3 Object Lock's default retention. */
export interface ObjectLock {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";

  /** Days during which an object version cannot be deleted or overwritten. */
  readonly days: number;
}

/** Destination of the access logs of a bucket. */
export interface AccessLog {
  readonly bucketName: string;
  readonly prefix: string;

  /** Bucket policy that allows S3 to deliver access logs. Without this policy, S3 refuses to enable access logging. */
  readonly policy: ITerraformDependable;
}

/** Properties of an existing bucket. */
export interface AdoptedBucket {
  /** Settings of the bucket in addition to versioning, encryption and a policy. They are imported, so that a plan shows each change. */
  readonly settings: readonly OptionalBucketSetting[];

  /**
   * Keys with which the trail may encrypt until it has the key of the bucket. No other principal may use these keys.
   *
   * @default none
   */
  readonly earlierKeys?: EarlierKeys;
}

export interface ArchiveBucketProps {
  /** Globally unique bucket name. */
  readonly bucketName: string;

  /** ARN of the bucket, the same as in the grants. */
  readonly bucketArn: string;

  /** Organization whose principals may use the bucket. All other principals are denied. */
  readonly organizationId: string;

  /** Statements of the bucket policy that allow log sources to write and readers to read. */
  readonly grants: readonly PolicyStatement[];
  readonly lifecycle: BucketLifecycle;

  /**
   * Lifecycles of objects by key prefix. They replace `lifecycle`, except its days for unfinished uploads.
   * Objects with another prefix never change their storage class and never expire.
   *
   * @default none: `lifecycle` applies to every object
   */
  readonly lifecycleByPrefix?: ReadonlyMap<string, BucketLifecycle> | undefined;

  /** Whether Terraform refuses to destroy the bucket. If false, Terraform empties the bucket before it destroys it. */
  readonly preventDestroy: boolean;

  /**
   * Roles that may delete objects. Lifecycle rules may always delete objects. `anyone` adds no denial: IAM policies decide.
   *
   * @default [] no role may delete objects
   */
  readonly deletionExemptRoleArns?: readonly string[] | "anyone";

  /**
   * Roles that may place and lift legal holds, but not delete objects.
   *
   * @default [] only roles that may delete objects
   */
  readonly legalHoldRoleArns?: readonly string[];

  /**
   * Key that encrypts every object.
   *
   * @default S3's own keys (SSE-S3), for log sources that support no other encryption
   */
  readonly kmsKeyArn?: string;

  /**
   * Resources that Terraform destroys only after the bucket, such as the key. If a lock prevents the destruction of the bucket,
   * the key still exists and the objects stay readable.
   *
   * @default nothing
   */
  readonly destroyedBefore?: ITerraformDependable[];

  /**
   * Whether S3 uses a bucket key. It reduces KMS requests by up to 99 percent, and makes the bucket's ARN
   * the encryption context.
   *
   * @default true
   */
  readonly bucketKey?: boolean;

  /**
   * Default retention of new object versions. In mode `COMPLIANCE`, no one can shorten the retention of a stored version.
   *
   * @default none
   */
  readonly lock?: ObjectLock;

  /**
   * Destination of the bucket's access logs: a bucket of the same account and region.
   *
   * @default none, for the access-log bucket itself: a bucket that logs to itself would create an endless loop of logs
   */
  readonly accessLog?: AccessLog;

  /**
   * Roles that may change the bucket's settings and its policy.
   *
   * @default every principal of the account whose IAM policy allows it
   */
  readonly configurationRoleArns?: readonly string[] | undefined;

  /**
   * Role that may configure an S3 inventory of the bucket, and no other setting.
   *
   * @default only roles that may change the bucket's settings
   */
  readonly inventoryRoleArn?: string | undefined;

  /**
   * Principals of the bucket's own account that may write.
   *
   * @default every principal of the account whose IAM policy allows it
   */
  readonly ownWriters?: OwnWriters | undefined;

  /**
   * An existing bucket that is imported instead of created.
   *
   * @default a new bucket
   */
  readonly adopted?: AdoptedBucket;

  /**
   * Resources that must exist before the bucket policy denies access.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A bucket for logs. It is private, versioned and encrypted. Requests to it are logged, and principals outside the
 * organization are denied. The grants decide who may write and read.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class ArchiveBucket extends Construct {
  public readonly bucketArn: string;
  public readonly bucketName: string;

  /** Resource that a log source in the same account must depend on. */
  public readonly policy: ITerraformDependable;

  /** Resource that a replication must depend on. */
  public readonly versioning: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ArchiveBucketProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    const { lock, lifecycle, lifecycleByPrefix } = props;
    const resource = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      forceDestroy: !props.preventDestroy,
      lifecycle: { preventDestroy: props.preventDestroy },
      dependsOn: props.destroyedBefore,
    });
    const bucket = resource.id;

    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });

    const ownership = new S3BucketOwnershipControls(this, "Ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });

    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket,
      rule: [encryptionRule(props.kmsKeyArn, props.bucketKey ?? true)],
    });

    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });

    const objectLock =
      lock &&
      new S3BucketObjectLockConfigurationA(this, "ObjectLock", {
        bucket,
        rule: { defaultRetention: { mode: lock.mode, days: lock.days } },
        // S3 rejects a default retention while versioning is disabled
        dependsOn: [versioning],
      });

    const bucketLifecycle = new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket,
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      rule: lifecycleByPrefix ? prefixRules(lifecycleByPrefix, lifecycle) : [lifecycleRule(lifecycle)],
      // Without versioning, S3 would delete an expired object permanently
      dependsOn: [versioning],
    });

    const accessLogging =
      props.accessLog &&
      new S3BucketLoggingA(this, "AccessLogging", {
        bucket,
        targetBucket: props.accessLog.bucketName,
        targetPrefix: `${props.accessLog.prefix}/`,
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        dependsOn: [props.accessLog.policy],
      });

    const policy = new S3BucketPolicy(this, "Policy", {
      bucket,
      policy: policyJson("bucket policy", bucketStatements(props)),
      // S3 returns 409 OperationAborted if the policy and the public access block are changed at the same time
      dependsOn: [publicAccessBlock, ...(props.dependsOn ?? [])],
    });
    if (props.adopted) {
      const optional = { publicAccessBlock, ownership, lifecycle: bucketLifecycle, objectLock, accessLogging };
      adopt(this, props, { bucket: resource, versioning, encryption, policy }, optional);
    }

    this.policy = policy;
    this.versioning = versioning;
    this.bucketArn = props.bucketArn;
    this.bucketName = props.bucketName;
  }
}

/** Imports an existing bucket: the resources that every bucket of a trail has, and the settings that this bucket has. */
function adopt(
  scope: Construct,
  { bucketName: importId, adopted }: ArchiveBucketProps,
  always: Readonly<Record<string, TerraformResource>>,
  optional: Readonly<Record<OptionalBucketSetting, TerraformResource | undefined>>,
): void {
  for (const [name, to] of Object.entries(always)) new ImportBlock(scope, `Adopted-${name}`, { to, importId });
  for (const name of adopted?.settings ?? []) {
    const to = optional[name];
    if (to) new ImportBlock(scope, `Adopted-${name}`, { to, importId });
  }
}

function bucketStatements(props: ArchiveBucketProps): PolicyStatement[] {
  const { bucketArn, organizationId, grants, deletionExemptRoleArns = [], configurationRoleArns, ownWriters } = props;
  const { legalHoldRoleArns = [], inventoryRoleArn } = props;
  return [
    ...denyWeakTransport(bucketArn),
    denyOutsideOrganization(bucketArn, organizationId),
    ...denyForeignKeys(bucketArn, props.kmsKeyArn, props.adopted?.earlierKeys),
    ...(ownWriters ? [denyForgery(bucketArn, ownWriters)] : []),
    ...(deletionExemptRoleArns === "anyone"
      ? []
      : legalHoldRoleArns.length === 0
        ? [denyDeletion(bucketArn, deletionExemptRoleArns)]
        : denyDeletionExceptHolds(bucketArn, deletionExemptRoleArns, legalHoldRoleArns)),
    ...(configurationRoleArns
      ? inventoryRoleArn === undefined
        ? [denyWeakening(bucketArn, configurationRoleArns)]
        : denyWeakeningExceptInventories(bucketArn, configurationRoleArns, inventoryRoleArn)
      : []),
    ...grants,
  ];
}

function encryptionRule(kmsMasterKeyId: string | undefined, bucketKeyEnabled: boolean) {
  return kmsMasterKeyId === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled };
}

/** Values that S3 would refuse, and values with which the bucket would lose its logs or its guards. */
function inputProblems(props: ArchiveBucketProps): InputProblem[] {
  const { bucketName, bucketArn, lifecycle, lock, accessLog, deletionExemptRoleArns } = props;
  const ownObjects = new RegExp(`^${exactly(bucketArn)}(/.*)?$`);
  const grantedArns = props.grants.flatMap(({ Sid, Resource = [] }) =>
    [Resource]
      .flat()
      .map((arn) => checkAgreement(`grants: Resource of ${Sid}`, arn, ownObjects, `bucket ${bucketName}`)),
  );
  return [
    checkForm("bucketName", bucketName, forms.bucketName),
    arnOfBucket("bucketArn", bucketArn, bucketName),
    checkForm("organizationId", props.organizationId, forms.organizationId),
    ...grantedArns,
    checkForm("kmsKeyArn", props.kmsKeyArn, forms.kmsKeyArn),
    ...eachFormed("adopted.earlierKeys.kmsKeyArns", props.adopted?.earlierKeys?.kmsKeyArns, forms.kmsKeyArn),
    props.adopted && !props.preventDestroy
      ? "preventDestroy: expected true, because Terraform would empty the adopted bucket when it destroys it, got false"
      : undefined,
    props.adopted?.settings.includes("objectLock") === true && lock === undefined
      ? "adopted.settings: contains objectLock, so expected the property lock, got none; add lock"
      : undefined,
    ...(deletionExemptRoleArns === "anyone"
      ? []
      : eachFormed("deletionExemptRoleArns", deletionExemptRoleArns, forms.roleArn)),
    ...eachFormed("legalHoldRoleArns", props.legalHoldRoleArns, forms.roleArn),
    ...eachFormed("configurationRoleArns", props.configurationRoleArns, forms.roleArn),
    checkForm("inventoryRoleArn", props.inventoryRoleArn, forms.roleArn),
    ...lifecycleProblems(lifecycle, lock?.days),
    ...[...(props.lifecycleByPrefix ?? [])].flatMap(([prefix, one]) => lifecycleProblems(one, lock?.days, prefix)),
    ...prefixProblems(props.lifecycleByPrefix ?? new Map()),
    wholeNumber("lock.days", lock?.days),
    checkForm("accessLog.prefix", accessLog?.prefix, forms.keyPrefix),
    accessLog?.bucketName === bucketName
      ? `accessLog.bucketName: expected another bucket, because a bucket that logs to itself would create an endless loop of logs, got "${bucketName}"`
      : undefined,
  ];
}
