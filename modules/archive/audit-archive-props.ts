import type { ITerraformDependable } from "cdktf";
import { forms } from "../../aws-semantics/values/forms";
import { type LogPrefixes, archivePrefixes } from "../../log-sources/archive-prefixes";
import { type InputProblem, eachFormed, checkForm, wholeNumber } from "../input/input";
import type { AccessLog, AdoptedBucket, ObjectLock } from "./archive-bucket";
import { hasWriter, isOnlyTrail } from "./archive-writers";
import { type BucketLifecycle, lifecycleProblems } from "./bucket-lifecycle";
import type { BucketProtection } from "./bucket-protection";
import type { ArchiveWriters } from "./log-writer";

export interface AuditArchiveProps extends BucketProtection {
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

  /** Writers of the archive. `none` for an archive of logs that no writer extends. */
  readonly writers: ArchiveWriters | "none";

  /**
   * Roles that read the logs. They may belong to any account of the organization. A role of another account also needs an IAM
   * policy that allows it.
   *
   * @default only principals of the archive's account whose IAM policy allows it
   */
  readonly readerRoleArns?: readonly string[];

  /**
   * Default retention of every log. No one can shorten it. AWS Config cannot deliver to a bucket with a default retention. AWS
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
   * Lifecycles of objects by key prefix. They replace `lifecycle`, except its days for unfinished uploads.
   *
   * @default none: `lifecycle` applies to every object
   */
  readonly lifecycleByPrefix?: ReadonlyMap<string, BucketLifecycle> | undefined;

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
   * Destination of the bucket's access logs, such as the `accessLog` of an `AccessLogBucket`, which several archives can share.
   *
   * @default a new bucket
   */
  readonly accessLog?: AccessLog;

  /**
   * Key of the logs, which several archives can share. Its policy must contain the statements of their writers. `none` encrypts
   * with the keys of S3.
   *
   * @default a new key
   */
  readonly kmsKeyArn?: string | "none";

  /**
   * Resources that Terraform destroys only after the bucket, such as a shared key.
   *
   * @default the new key
   */
  readonly destroyedBefore?: ITerraformDependable[] | undefined;

  /**
   * Alias of the new key.
   *
   * @default `alias/` and the bucket's name
   */
  readonly keyAlias?: string;

  /**
   * Whether the bucket has log files of the trail from before this archive. Their encryption context may be the bucket and not the
   * trail.
   *
   * @default false
   */
  readonly hasEarlierLogs?: boolean;

  /**
   * An existing bucket that is imported instead of created.
   *
   * @default a new bucket
   */
  readonly adopted?: AdoptedBucket | undefined;

  /**
   * Key prefixes of the kinds of logs, without a slash at their beginning or end.
   *
   * @default the prefixes of `trailkeeper synth`, such as `flow-logs`
   */
  readonly prefixes?: Partial<LogPrefixes>;

  /**
   * Resources that must exist before the bucket policy denies access.
   *
   * @default a check that the account is in the organization
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** Days after which logs expire by default: seven years. */
export const defaultExpireDays = 2557;

/** The lock of the bucket: the given lock, or the default of its writers. */
export function lockOf({ lock, writers }: Pick<AuditArchiveProps, "lock" | "writers">): ObjectLock | undefined {
  if (lock !== undefined) return lock === "none" ? undefined : lock;
  return writers !== "none" && isOnlyTrail(writers) ? { mode: "GOVERNANCE", days: 365 } : undefined;
}

/** Invalid names and ids, and writers that cannot share a bucket. */
export function archiveProblems(
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
    ...(writers === "none" ? [] : writerProblems(writers, bucketName, lock)),
    ...eachFormed("readerRoleArns", props.readerRoleArns, forms.roleArn),
    ...eachFormed("administratorRoleArns", administratorRoleArns, forms.roleArn),
    administratorRoleArns?.length === 0
      ? "administratorRoleArns: expected at least one role, because otherwise no one could change the archive, got none; add the role that deploys"
      : undefined,
    wholeNumber("lock.days", lockDays),
    ...(lifecycle ? lifecycleProblems(lifecycle, lockDays) : []),
    lifecycle === undefined && lockDays !== undefined && lockDays > defaultExpireDays
      ? `lifecycle: expected days to expire of ${lockDays} or more, the days of the lock, got none, which means ${defaultExpireDays}`
      : undefined,
    wholeNumber("accessLogDays", props.accessLogDays),
    checkForm("accessLogBucketName", props.accessLogBucketName, forms.bucketName),
    props.accessLogBucketName === bucketName
      ? `accessLogBucketName: expected another bucket, because a bucket that logs to itself would create an endless loop of logs, got "${bucketName}"`
      : undefined,
    checkForm("keyAlias", props.keyAlias, forms.keyAlias),
    props.kmsKeyArn === "none" ? undefined : checkForm("kmsKeyArn", props.kmsKeyArn, forms.kmsKeyArn),
    ...Object.entries(prefixes).map(([kind, prefix]) =>
      // The trail of an adopted bucket can have no prefix
      kind === "trail" && prefix === "" ? undefined : checkForm(`prefixes.${kind}`, prefix, forms.keyPrefix),
    ),
    ...overlappingPrefixes({ ...archivePrefixes, ...prefixes }),
    foreignAdministrators(props),
  ];
}

/** Rejects a prefix that contains another prefix, because the writer of one kind of log could then write the other kind. */
function overlappingPrefixes(prefixes: LogPrefixes): InputProblem[] {
  const entries = Object.entries(prefixes).filter(([, prefix]) => prefix !== "");
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
  return [
    !hasWriter(writers)
      ? "writers: expected at least one writer, because otherwise no one could write, got none; add a writer such as flowLogs: true"
      : undefined,
    checkForm("writers.trailArn", trailArn, forms.trailArn),
    trailArn !== undefined && applicationLogs === true
      ? "writers.applicationLogs: expected an archive without the trail, because Firehose needs a bucket with a bucket key and the trail needs one without, got both writers; add a second AuditArchive"
      : undefined,
    awsConfig !== undefined && awsConfig !== false && lock !== undefined && lock !== "none"
      ? `writers.awsConfig: expected no lock, because AWS Config cannot deliver to a bucket with a lock, got a lock of ${lock.days} days; remove lock`
      : undefined,
    webAclLogs === true ? checkForm("bucketName", bucketName, forms.webAclLogBucketName) : undefined,
    ...eachFormed("writers.accessLogAccountIds", accessLogAccountIds, forms.accountId),
    ...eachFormed("writers.loadBalancerAccountIds", loadBalancerAccountIds, forms.accountId),
  ];
}
