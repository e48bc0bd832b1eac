import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { archiveKeyGrants } from "../iam/archive-key-grants";
import { EncryptionKey } from "../iam/encryption-key";
import { archiveReaders } from "../iam/grants/readers";
import { OrganizationGuard } from "../iam/organization-guard";
import { checkInput } from "../input/input";
import { AccessLogBucket } from "./access-log-bucket";
import { ArchiveBucket, type ObjectLock } from "./archive-bucket";
import { isOverwritable, ownWritersOf, writerEncryption, writerStatements } from "./archive-writers";
import { type AuditArchiveProps, archiveProblems, defaultExpireDays, lockOf } from "./audit-archive-props";
import type { BucketLifecycle } from "./bucket-lifecycle";
import { bucketProtection } from "./bucket-protection";
import type { WrittenArchive } from "./log-writer";
import { writtenArchive } from "./written-archive";

/**
 * An archive of logs: the bucket, its key, the bucket of its access logs, and the policies that decide who may write and read.
 * Before Terraform changes a resource, it checks that the account is in the organization. Several archives can share a key and a
 * bucket of access logs.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
 */
export class AuditArchive extends Construct {
  public readonly bucketName: string;
  public readonly bucketArn: string;

  /** Key that encrypts the logs. Empty if S3 encrypts them with its own keys. */
  public readonly keyArn: string;

  /** Bucket of access logs. It has no customer-managed key, because S3 and load balancers cannot deliver to a bucket with such a key. */
  public readonly accessLogBucketName: string;

  /** Resource that a log source in the same account must depend on. */
  public readonly policy: ITerraformDependable;

  /** The bucket of the logs. */
  public readonly bucket: ArchiveBucket;

  constructor(scope: Construct, id: string, props: AuditArchiveProps) {
    super(scope, id);

    const { bucketName, keyAlias = `alias/${bucketName}`, readerRoleArns = [] } = props;
    const { accessLogBucketName = props.accessLog?.bucketName ?? `${bucketName}-access-logs` } = props;
    checkInput(this, archiveProblems({ ...props, accessLogBucketName, keyAlias }));

    const archive = writtenArchive(props);
    const { organizationId, writers } = archive;
    const lock = lockOf(props);
    const dependsOn = props.dependsOn ?? [new OrganizationGuard(this, "Organization", { organizationId }).checked];
    const { keyArn, destroyedBefore } = this.#key(archive, { ...props, keyAlias });
    const accessLog = props.accessLog ?? this.#addAccessLogs(archive, { ...props, accessLogBucketName, dependsOn });

    this.bucket = new ArchiveBucket(this, "Resource", {
      ...bucketProtection(props, ownWritersOf(archive)),
      organizationId,
      bucketName,
      bucketArn: archive.bucketArn,
      ...(keyArn !== undefined && { kmsKeyArn: keyArn }),
      ...(destroyedBefore && { destroyedBefore }),
      // Without a bucket key, every log file keeps CloudTrail's encryption context, which the key policy requires
      bucketKey: writers.trailArn === undefined,
      lifecycle: props.lifecycle ?? defaultLifecycle(isOverwritable(writers), lock),
      lifecycleByPrefix: props.lifecycleByPrefix,
      ...(lock && { lock }),
      ...(props.adopted && { adopted: props.adopted }),
      accessLog,
      grants: [...writerStatements(archive), ...archiveReaders(archive.bucketArn, readerRoleArns)],
      dependsOn,
    });

    this.bucketName = this.bucket.bucketName;
    this.bucketArn = this.bucket.bucketArn;
    this.policy = this.bucket.policy;
    this.keyArn = keyArn ?? "";
    this.accessLogBucketName = accessLog.bucketName;
  }

  #key(archive: WrittenArchive, props: AuditArchiveProps & { readonly keyAlias: string }) {
    const { kmsKeyArn, destroyedBefore } = props;
    if (kmsKeyArn !== undefined) return { keyArn: kmsKeyArn === "none" ? undefined : kmsKeyArn, destroyedBefore };
    const { preventDestroy = true, administratorRoleArns, readerRoleArns = [] } = props;
    const { keyArn, key } = new EncryptionKey(this, "Key", {
      aliasName: props.keyAlias,
      description: `Encrypts the logs in ${props.bucketName}`,
      grants: archiveKeyGrants({
        partition: archive.partition.name,
        dnsSuffix: archive.partition.dnsSuffix,
        accountId: archive.accountId,
        region: archive.region,
        organizationId: archive.organizationId,
        administratorRoleArns: preventDestroy ? administratorRoleArns : undefined,
        logSourceStatements: writerEncryption([archive]),
        readerRoleArns,
        archiveBucketArns: [archive.bucketArn],
        logGroupArns: "none",
      }),
      preventDestroy,
    });
    return { keyArn, destroyedBefore: [key] };
  }

  #addAccessLogs(
    archive: WrittenArchive,
    {
      accessLogBucketName: bucketName,
      accessLogDays: days,
      ...props
    }: AuditArchiveProps & { readonly accessLogBucketName: string },
  ) {
    const { preventDestroy, denyForgery, administratorRoleArns, dependsOn, prefixes } = props;
    const { namePrefix, accountId, region, organizationId } = archive;
    return new AccessLogBucket(this, "AccessLogs", {
      namePrefix,
      bucketName,
      accountId,
      region,
      organizationId,
      writers: { loggedBucketArns: [archive.bucketArn], ...archive.writers },
      ...(prefixes && { prefixes }),
      ...(days !== undefined && {
        lifecycle: { expireDays: days, noncurrentDays: days, abortIncompleteUploadDays: 7 },
      }),
      ...(preventDestroy !== undefined && { preventDestroy }),
      ...(denyForgery !== undefined && { denyForgery }),
      administratorRoleArns,
      ...(dependsOn && { dependsOn }),
    }).accessLog;
  }
}

/** If a role of an account can overwrite a log, the replaced version is kept until the log would have expired. */
function defaultLifecycle(isOverwritten: boolean, lock: ObjectLock | undefined): BucketLifecycle {
  return {
    infrequentAccessDays: 90,
    glacierInstantRetrievalDays: 365,
    expireDays: defaultExpireDays,
    noncurrentDays: lock !== undefined && !isOverwritten ? 30 : defaultExpireDays,
    abortIncompleteUploadDays: 7,
  };
}
