import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { forms } from "../../aws-semantics/values/forms";
import { partitionOf } from "../../aws-semantics/values/partition-of";
import { EncryptionKey } from "../iam/encryption-key";
import { accessLogDelivery } from "../iam/grants/access-logs";
import { accountAdministration, denyKeyWeakening, organizationLookup } from "../iam/grants/key-administration";
import { archiveReaders, readerDecryption } from "../iam/grants/readers";
import { OrganizationGuard } from "../iam/organization-guard";
import type { PolicyStatement } from "../iam/policy-document";
import { type InputProblem, checkInput, eachFormed, checkForm, wholeNumber } from "../input/input";
import { ArchiveBucket, type ObjectLock } from "./archive-bucket";
import {
  type ArchiveWriters,
  type WrittenArchive,
  accessLogStatements,
  isOnlyTrail,
  isOverwritable,
  ownRoleArns,
  writerEncryption,
  writerStatements,
} from "./archive-writers";
import { type BucketLifecycle, lifecycleProblems } from "./bucket-lifecycle";
import { type LogPrefixes, defaultLogPrefixes } from "./shared-names";

export interface AuditArchiveProps {
  /** Prefix of the names of the roles that deliver. The constructs of the accounts must have the same prefix. */
  readonly namePrefix: string;

  /** Globally unique name of the bucket. */
  readonly bucketName: string;

  /** Account of the archive. */
  readonly accountId: string;

  /** Region of the provider, the bucket and the key. */
  readonly region: string;

  /** Organization whose accounts write. All principals outside it are denied. */
  readonly organizationId: string;

  /** Writers of the archive. */
  readonly writers: ArchiveWriters;

  /**
   * Roles that read the logs. They may belong to any account of the organization. A role of another account also needs an IAM
   * policy that allows it.
   *
   * @default only principals of the archive's account whose IAM policy allows it
   */
  readonly readerRoleArns?: readonly string[];

  /**
   * The only roles that may change the settings and policies of the buckets and of the key, such as the role that deploys. This
   * has no effect if `preventDestroy` is false.
   *
   * @default every principal of the archive's account whose IAM policy allows it
   */
  readonly administratorRoleArns?: readonly string[];

  /**
   * Default retention of every log. Nobody can shorten it. AWS Config cannot deliver to a bucket with a default retention. AWS
   * does not document whether its log delivery and Firehose can write to such a bucket: test it first. Without a lock, the bucket
   * policy still denies deletion.
   *
   * @default GOVERNANCE for 365 days if only the trail writes, and none otherwise
   */
  readonly lock?: ObjectLock | "none";

  /**
   * Days after which logs change their storage class and expire.
   *
   * @default Standard-IA after 90 days, Glacier Instant Retrieval after 365, expired after 2,557 (seven years); Athena reads all of them
   */
  readonly lifecycle?: BucketLifecycle;

  /**
   * Days that access logs are kept.
   *
   * @default 90
   */
  readonly accessLogDays?: number;

  /**
   * Name of the bucket of access logs.
   *
   * @default the bucket's name with `-access-logs`
   */
  readonly accessLogBucketName?: string;

  /**
   * Alias of the key.
   *
   * @default `alias/` and the bucket's name
   */
  readonly keyAlias?: string;

  /**
   * Key prefixes of the kinds of logs, without a slash at their beginning or end.
   *
   * @default the prefixes of `trailkeeper synth`, such as `flow-logs`
   */
  readonly prefixes?: Partial<LogPrefixes>;

  /**
   * Whether Terraform refuses to destroy the buckets and the key. If false, principals can also delete logs.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

const defaultLock: ObjectLock = { mode: "GOVERNANCE", days: 365 };
const expireDays = 2557;
const abortIncompleteUploadDays = 7;

/**
 * An archive of logs: the bucket, its key, the bucket of its access logs, and the policies that decide who may write and read.
 * Before Terraform changes a resource, it checks that the account is in the organization.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
 */
export class AuditArchive extends Construct {
  public readonly bucketName: string;
  public readonly bucketArn: string;

  /** Key that encrypts the logs. */
  public readonly keyArn: string;

  /** Bucket of access logs. It has no customer-managed key, because S3 and load balancers cannot deliver to a bucket with such a key. */
  public readonly accessLogBucketName: string;

  /** Resource that a log source in the same account must depend on. */
  public readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AuditArchiveProps) {
    super(scope, id);

    const { accountId, region, organizationId, bucketName, preventDestroy = true, writers } = props;
    const {
      accessLogBucketName = `${bucketName}-access-logs`,
      readerRoleArns = [],
      keyAlias = `alias/${bucketName}`,
    } = props;
    checkInput(this, inputProblems({ ...props, accessLogBucketName, keyAlias }));

    const partition = partitionOf(region);
    const prefixes = { ...defaultLogPrefixes, ...props.prefixes };
    const arnOf = (name: string) => `arn:${partition.name}:s3:::${name}`;
    const archive: WrittenArchive = {
      namePrefix: props.namePrefix,
      partition,
      accountId,
      region,
      organizationId,
      writers,
      prefixes,
      bucketArn: arnOf(bucketName),
      accessLogBucketArn: arnOf(accessLogBucketName),
    };
    const lock = lockOf(props);
    const lifecycle = props.lifecycle ?? defaultLifecycle(writers, lock);
    const guard = new OrganizationGuard(this, "Organization", { organizationId });
    const { keyArn, key } = new EncryptionKey(this, "Key", {
      aliasName: keyAlias,
      description: `Encrypts the logs in ${bucketName}`,
      grants: keyStatements(archive, props),
      preventDestroy,
    });

    const { administratorRoleArns } = props;
    const guarded = (ownWriters: readonly string[]) => ({
      organizationId,
      preventDestroy,
      dependsOn: [guard.checked],
      ownWriters: { accountId, roleArns: ownWriters, prefixes: [] },
      ...(preventDestroy
        ? { configurationRoleArns: administratorRoleArns }
        : { deletionExemptRoleArns: "anyone" as const }),
    });
    const own = ownRoleArns(archive);
    const accessLogs = new ArchiveBucket(this, "AccessLogs", {
      ...guarded(own.accessLogs),
      bucketName: accessLogBucketName,
      bucketArn: archive.accessLogBucketArn,
      lifecycle: {
        expireDays: props.accessLogDays ?? 90,
        noncurrentDays: props.accessLogDays ?? 90,
        abortIncompleteUploadDays,
      },
      grants: [
        ...accessLogDelivery({
          bucketArn: archive.accessLogBucketArn,
          prefix: prefixes.accessLogs,
          sourceAccountId: accountId,
          sourceBucketArns: [archive.bucketArn],
        }),
        ...accessLogStatements(archive),
      ],
    });
    const logs = new ArchiveBucket(this, "Logs", {
      ...guarded(own.logs),
      bucketName,
      bucketArn: archive.bucketArn,
      kmsKeyArn: keyArn,
      // Without a bucket key, every log file keeps CloudTrail's encryption context, which the key policy requires
      bucketKey: writers.trailArn === undefined,
      destroyedBefore: [key],
      lifecycle,
      ...(lock && { lock }),
      accessLog: { bucketName: accessLogs.bucketName, prefix: prefixes.accessLogs, policy: accessLogs.policy },
      grants: [...writerStatements(archive), ...archiveReaders(archive.bucketArn, readerRoleArns)],
    });

    this.bucketName = logs.bucketName;
    this.bucketArn = logs.bucketArn;
    this.keyArn = keyArn;
    this.accessLogBucketName = accessLogs.bucketName;
    this.policy = logs.policy;
  }
}

function keyStatements(
  archive: WrittenArchive,
  { preventDestroy = true, administratorRoleArns, readerRoleArns = [] }: AuditArchiveProps,
): PolicyStatement[] {
  const { partition, accountId, region, organizationId } = archive;
  return [
    accountAdministration(partition.name, accountId),
    ...(preventDestroy && administratorRoleArns ? denyKeyWeakening(administratorRoleArns) : []),
    organizationLookup(organizationId),
    ...writerEncryption(archive),
    ...readerDecryption({
      roleArns: readerRoleArns,
      s3ViaService: `s3.${region}.${partition.dnsSuffix}`,
      archiveBucketArns: [archive.bucketArn],
    }),
  ];
}

function lockOf({ lock, writers }: AuditArchiveProps): ObjectLock | undefined {
  if (lock !== undefined) return lock === "none" ? undefined : lock;
  return isOnlyTrail(writers) ? defaultLock : undefined;
}

/** If a role of an account can overwrite a log, the replaced version is kept until the log would have expired. */
function defaultLifecycle(writers: ArchiveWriters, lock: ObjectLock | undefined): BucketLifecycle {
  const isKeptByLock = lock !== undefined && !isOverwritable(writers);
  return {
    infrequentAccessDays: 90,
    glacierInstantRetrievalDays: 365,
    expireDays,
    noncurrentDays: isKeptByLock ? 30 : expireDays,
    abortIncompleteUploadDays,
  };
}

/** Invalid names and ids, and writers that cannot share a bucket. */
function inputProblems(
  props: AuditArchiveProps & { readonly accessLogBucketName: string; readonly keyAlias: string },
): InputProblem[] {
  const { writers, lock, lifecycle, bucketName, administratorRoleArns, prefixes = {} } = props;
  const lockDays = lockOf(props)?.days;
  return [
    checkForm("namePrefix", props.namePrefix, forms.namePrefix),
    checkForm("bucketName", bucketName, forms.bucketName),
    checkForm("accountId", props.accountId, forms.accountId),
    checkForm("region", props.region, forms.publicRegion),
    checkForm("organizationId", props.organizationId, forms.organizationId),
    ...writerProblems(writers, bucketName, lock),
    ...eachFormed("readerRoleArns", props.readerRoleArns, forms.roleArn),
    ...eachFormed("administratorRoleArns", administratorRoleArns, forms.roleArn),
    administratorRoleArns?.length === 0
      ? "administratorRoleArns: expected at least one role, because otherwise nobody could change the archive, got none; add the role that deploys"
      : undefined,
    wholeNumber("lock.days", lockDays),
    ...(lifecycle ? lifecycleProblems(lifecycle, lockDays) : []),
    lifecycle === undefined && lockDays !== undefined && lockDays > expireDays
      ? `lifecycle: expected days to expire of ${lockDays} or more, the days of the lock, got none, which means ${expireDays}`
      : undefined,
    wholeNumber("accessLogDays", props.accessLogDays),
    checkForm("accessLogBucketName", props.accessLogBucketName, forms.bucketName),
    props.accessLogBucketName === bucketName
      ? `accessLogBucketName: expected another bucket, because a bucket that logs to itself would create an endless loop of logs, got "${bucketName}"`
      : undefined,
    checkForm("keyAlias", props.keyAlias, forms.keyAlias),
    ...Object.entries(prefixes).map(([kind, prefix]) => checkForm(`prefixes.${kind}`, prefix, forms.keyPrefix)),
    ...overlappingPrefixes({ ...defaultLogPrefixes, ...prefixes }),
    foreignAdministrators(props),
  ];
}

/** Rejects a prefix that contains another prefix, because the writer of one kind of log could then write the other kind. */
function overlappingPrefixes(prefixes: LogPrefixes): InputProblem[] {
  const entries = Object.entries(prefixes);
  return entries.flatMap(([kind, prefix]) =>
    entries
      .filter(([other, outer]) => other !== kind && `${prefix}/`.startsWith(`${outer}/`))
      .filter(([other, outer]) => outer !== prefix || other < kind)
      .map(
        ([other, outer]) =>
          `prefixes.${kind}: expected a prefix that is not below the prefix of ${other}, ${outer}, because the writer of ${other} could write these logs too, got "${prefix}"`,
      ),
  );
}

/** Rejects a list of administrators without a role of this account. KMS and S3 do not allow roles of other accounts to change a policy. */
function foreignAdministrators({ accountId, administratorRoleArns = [] }: AuditArchiveProps): InputProblem {
  const hasOwn = administratorRoleArns.some((arn) => arn.split(":")[4] === accountId);
  return administratorRoleArns.length === 0 || hasOwn
    ? undefined
    : `administratorRoleArns: expected a role of account ${accountId}, because roles of other accounts cannot change its bucket policies, got ${administratorRoleArns.join(", ")}; add the role that deploys`;
}

function writerProblems(writers: ArchiveWriters, bucketName: string, lock: AuditArchiveProps["lock"]): InputProblem[] {
  const { trailArn, applicationLogs, awsConfig, webAclLogs, accessLogAccountIds, loadBalancerAccountIds } = writers;
  const isOff = (value: unknown) => value === undefined || value === false || (Array.isArray(value) && !value.length);
  return [
    Object.values(writers).every(isOff)
      ? "writers: expected at least one writer, because otherwise nobody could write, got none; add a writer such as flowLogs: true"
      : undefined,
    checkForm("writers.trailArn", trailArn, forms.trailArn),
    trailArn !== undefined && applicationLogs === true
      ? "writers.applicationLogs: expected an archive without the trail, because Firehose needs a bucket with a bucket key and the trail needs one without, got both writers; add a second AuditArchive"
      : undefined,
    awsConfig === true && lock !== undefined && lock !== "none"
      ? `writers.awsConfig: expected no lock, because AWS Config cannot deliver to a bucket with a lock, got a lock of ${lock.days} days; remove lock`
      : undefined,
    webAclLogs === true ? checkForm("bucketName", bucketName, forms.webAclLogBucketName) : undefined,
    ...eachFormed("writers.accessLogAccountIds", accessLogAccountIds, forms.accountId),
    ...eachFormed("writers.loadBalancerAccountIds", loadBalancerAccountIds, forms.accountId),
  ];
}
