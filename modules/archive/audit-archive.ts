import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { forms } from "../../aws/forms";
import { partitionOf } from "../../aws/partition-of";
import { EncryptionKey } from "../iam/encryption-key";
import { accessLogDelivery } from "../iam/grants/access-logs";
import { accountAdministration, denyKeyWeakening, organizationLookup } from "../iam/grants/key-administration";
import { archiveReaders, readerDecryption } from "../iam/grants/readers";
import { OrganizationGuard } from "../iam/organization-guard";
import type { PolicyStatement } from "../iam/policy-document";
import { type InputProblem, checkInput, eachFormed, formed, wholeNumber } from "../input/input";
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
  /** Beginning of the names of the roles that deliver. The constructs of the accounts have the same one. */
  readonly namePrefix: string;

  /** Globally unique name of the bucket. */
  readonly bucketName: string;

  /** Account of the archive. */
  readonly accountId: string;

  /** Region of the provider, and so of the bucket and the key. */
  readonly region: string;

  /** Organization whose accounts write. All principals outside it are denied. */
  readonly organizationId: string;

  /** Who writes. */
  readonly writers: ArchiveWriters;

  /**
   * Roles that read the logs. They may be of any account of the organization. Their own IAM policies must allow it too if
   * they are of another account.
   *
   * @default nobody but principals of the archive's account whose IAM policy allows it
   */
  readonly readerRoleArns?: readonly string[];

  /**
   * The only roles that may change the settings and policies of the buckets and of the key: those that deploy. It has no
   * effect if `preventDestroy` is false.
   *
   * @default every principal of the archive's account whose IAM policy allows it
   */
  readonly administratorRoleArns?: readonly string[];

  /**
   * Default retention of every log. Nobody can shorten it. AWS Config delivers to no bucket that has one, and AWS does not
   * document whether its log delivery and Firehose can write to one: test it first. The bucket denies deletion anyway.
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
   * Key prefixes of the kinds of logs, without slashes at their ends.
   *
   * @default those of `trailkeeper synth`, such as `flow-logs`
   */
  readonly prefixes?: Partial<LogPrefixes>;

  /**
   * Whether Terraform refuses to destroy the buckets and the key. If false, logs can be deleted too.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

const defaultLock: ObjectLock = { mode: "GOVERNANCE", days: 365 };
const expireDays = 2557;
const abortIncompleteUploadDays = 7;

/**
 * An archive of logs: the bucket, its key with the policy, the bucket of its access logs, and who may write and read.
 * Before anything changes, it checks that the account is in the organization.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
 */
export class AuditArchive extends Construct {
  public readonly bucketName: string;
  public readonly bucketArn: string;

  /** Key that encrypts the logs. */
  public readonly keyArn: string;

  /** Bucket of access logs. It has no customer-managed key, because S3 and load balancers deliver to none that has. */
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

/** A version that a role of an account may have overwritten is kept as long as the log would have been. */
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

/** Names and ids, and writers that cannot share a bucket. */
function inputProblems(
  props: AuditArchiveProps & { readonly accessLogBucketName: string; readonly keyAlias: string },
): InputProblem[] {
  const { writers, lock, lifecycle, bucketName, administratorRoleArns, prefixes = {} } = props;
  const lockDays = lockOf(props)?.days;
  return [
    formed("namePrefix", props.namePrefix, forms.namePrefix),
    formed("bucketName", bucketName, forms.bucketName),
    formed("accountId", props.accountId, forms.accountId),
    formed("region", props.region, forms.publicRegion),
    formed("organizationId", props.organizationId, forms.organizationId),
    ...writerProblems(writers, bucketName, lock),
    ...eachFormed("readerRoleArns", props.readerRoleArns, forms.roleArn),
    ...eachFormed("administratorRoleArns", administratorRoleArns, forms.roleArn),
    administratorRoleArns?.length === 0
      ? "administratorRoleArns: expected at least one role, because nobody could change the archive, got none; name the role that deploys"
      : undefined,
    wholeNumber("lock.days", lockDays),
    ...(lifecycle ? lifecycleProblems(lifecycle, lockDays) : []),
    lifecycle === undefined && lockDays !== undefined && lockDays > expireDays
      ? `lifecycle: expected days to expire of ${lockDays} or more, the days of the lock, got none, which means ${expireDays}`
      : undefined,
    wholeNumber("accessLogDays", props.accessLogDays),
    formed("accessLogBucketName", props.accessLogBucketName, forms.bucketName),
    props.accessLogBucketName === bucketName
      ? `accessLogBucketName: expected another bucket, because this one would write logs about its own logs, got "${bucketName}"`
      : undefined,
    formed("keyAlias", props.keyAlias, forms.keyAlias),
    ...Object.entries(prefixes).map(([kind, prefix]) => formed(`prefixes.${kind}`, prefix, forms.keyPrefix)),
    ...overlappingPrefixes({ ...defaultLogPrefixes, ...prefixes }),
    foreignAdministrators(props),
  ];
}

/** Rejects a prefix that contains another one, because the writer of one kind of log could write the other kind too. */
function overlappingPrefixes(prefixes: LogPrefixes): InputProblem[] {
  const entries = Object.entries(prefixes);
  return entries.flatMap(([kind, prefix]) =>
    entries
      .filter(([other, outer]) => other !== kind && `${prefix}/`.startsWith(`${outer}/`))
      .filter(([other, outer]) => outer !== prefix || other < kind)
      .map(
        ([other, outer]) =>
          `prefixes.${kind}: expected a prefix beside that of ${other}, ${outer}, because the writer of one could write logs of the other, got "${prefix}"`,
      ),
  );
}

/** Administrators of other accounts only. KMS and S3 let no role of another account change a policy. */
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
      ? "writers: expected at least one, because nobody could write, got none; add flowLogs: true"
      : undefined,
    formed("writers.trailArn", trailArn, forms.trailArn),
    trailArn !== undefined && applicationLogs === true
      ? "writers.applicationLogs: expected another archive than the trail's, because Firehose writes with a bucket key and the trail without one, got both; add a second AuditArchive"
      : undefined,
    awsConfig === true && lock !== undefined && lock !== "none"
      ? `writers.awsConfig: expected no lock, because AWS Config delivers to no bucket that has one, got ${lock.days} days; leave out lock`
      : undefined,
    webAclLogs === true ? formed("bucketName", bucketName, forms.webAclLogBucketName) : undefined,
    ...eachFormed("writers.accessLogAccountIds", accessLogAccountIds, forms.accountId),
    ...eachFormed("writers.loadBalancerAccountIds", loadBalancerAccountIds, forms.accountId),
  ];
}
