import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { overwritableArchives } from "../../config/derived/archive-buckets";
import { noncurrentDaysOf } from "../../config/derived/lifecycle-days";
import {
  type ClassLifecycle,
  accessLogLifecycle,
  classesIn,
  lifecycleByPrefix,
  lifecycleOf,
} from "../../config/derived/retention";
import { type Account, bucketArn, namesFor } from "../../config/names/names";
import { type AdoptedBucket, ArchiveBucket, type ObjectLock } from "../../modules/archive/archive-bucket";
import { ForgottenArchiveBucket } from "../../modules/archive/forgotten-archive-bucket";
import { archiveReaders } from "../../modules/iam/grants/readers";
import { bucketPolicyStatements, ownWritersOf } from "../log-sources/log-sources";
import type { ArchiveName } from "../log-sources/log-writer";
import { ConfigCopy } from "./config-replica";

const overwritable: ReadonlySet<ArchiveName> = new Set(overwritableArchives);

export interface ArchivesProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;

  /** The key, if this stack creates it. */
  readonly key: ITerraformDependable | undefined;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The buckets of the log-archive account. There are several because one bucket cannot serve every log source: AWS Config
 * delivers to no bucket with a default retention, S3 delivers access logs to no bucket with a default retention or a
 * customer-managed key, and Athena deletes its temporary objects.
 */
export class Archives extends Construct {
  /** Undefined if the bucket of the trail stays its owner's. */
  public readonly trail: ArchiveBucket | undefined;
  public readonly config: ArchiveBucket;
  public readonly serviceLogs: ArchiveBucket;
  public readonly queryResults: ArchiveBucket;
  public readonly accessLogs: ArchiveBucket;

  /** Bucket of AWS WAF logs, if they are collected. */
  public readonly webAclLogs: ArchiveBucket | undefined;

  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, key, dependsOn }: ArchivesProps) {
    super(scope, id);

    const { partition, organizationId } = config;
    const { configArchive, lifecycle, lock, preventDestroy, readerRoleArns, serviceLogs } = config.archive;
    const { buckets, prefixes } = namesFor(config);

    const bucket = (archive: ArchiveName) => ({
      bucketName: buckets[archive],
      bucketArn: bucketArn(partition, buckets[archive]),
      organizationId,
      preventDestroy,
      destroyedBefore: key && [key],
      dependsOn,
    });
    const configurationRoleArns = preventDestroy
      ? [account.deployRoleArn].filter((role) => role !== undefined)
      : undefined;
    const guarded = (archive: ArchiveName) =>
      preventDestroy
        ? {
            deletionExemptRoleArns: lock.bypassRoleArns,
            legalHoldRoleArns: lock.holdRoleArns,
            configurationRoleArns,
            ownWriters: ownWritersOf(archive, config),
          }
        : { deletionExemptRoleArns: "anyone" as const };
    const { abortIncompleteUploadDays } = lifecycle;
    const objectLock = objectLockOf(lock);
    const serviceLock = serviceLogs.lock ? objectLock : undefined;

    const adopted = adoptedTrailBucket(config);
    const isAdopted = (archive: ArchiveName) => archive === "trail" && adopted !== undefined;

    /** The lifecycle of a bucket, and of the classes of logs in it that have their own. */
    const retention = (archive: ArchiveName, general: ClassLifecycle, itsLock?: ObjectLock) => {
      const complete = (one: ClassLifecycle) => ({
        ...one,
        noncurrentDays: noncurrentDaysOf(one, {
          // Older objects of an adopted bucket have no lock
          isLocked: itsLock !== undefined && !isAdopted(archive),
          isOverwritable: overwritable.has(archive) || isAdopted(archive),
          expireDays: one.expireDays,
        }),
        abortIncompleteUploadDays,
      });
      const byPrefix = lifecycleByPrefix(config, archive);
      const [only, ...others] = classesIn(archive);
      return {
        lifecycle: complete(only && others.length === 0 ? lifecycleOf(config, only) : general),
        ...(byPrefix && {
          lifecycleByPrefix: new Map([...byPrefix].map(([prefix, one]) => [prefix, complete(one)])),
        }),
      };
    };

    this.accessLogs = new ArchiveBucket(this, "AccessLogs", {
      ...bucket("accessLogs"),
      ...guarded("accessLogs"),
      ...retention("accessLogs", accessLogLifecycle(config)),
      grants: bucketPolicyStatements("accessLogs", config),
    });
    const accessLog = {
      bucketName: this.accessLogs.bucketName,
      prefix: prefixes.accessLogs,
      policy: this.accessLogs.policy,
    };
    const logs = (archive: ArchiveName, itsLock?: ObjectLock) => ({
      ...bucket(archive),
      ...guarded(archive),
      ...retention(archive, lifecycle, itsLock),
      ...(itsLock && { lock: itsLock }),
      kmsKeyArn,
      accessLog,
      grants: [
        ...bucketPolicyStatements(archive, config),
        ...archiveReaders(bucketArn(partition, buckets[archive]), readerRoleArns),
      ],
    });

    this.trail =
      config.archive.existing === undefined
        ? new ArchiveBucket(this, "Trail", {
            ...logs("trail", objectLock),
            // Without a bucket key, every log file keeps CloudTrail's encryption context, which the key policy requires
            bucketKey: false,
            ...(adopted && { adopted }),
          })
        : undefined;
    // A bucket that is no longer configured is left in AWS with its protection, except in trials
    const forget = (parent: Construct, name: string) => preventDestroy && new ForgottenArchiveBucket(parent, name);
    if (this.trail === undefined) forget(this, "Trail");

    this.config = new ArchiveBucket(this, "Config", logs("config"));
    if (configArchive.lockedCopy.enabled) {
      new ConfigCopy(this, "ConfigCopy", {
        config,
        source: this.config,
        kmsKeyArn,
        bucketProps: logs("config", objectLock),
      });
    } else {
      forget(new Construct(this, "ConfigCopy"), "Bucket");
    }

    this.serviceLogs = new ArchiveBucket(this, "ServiceLogs", logs("serviceLogs", serviceLock));

    // AWS WAF supports no prefix, and requires a fixed prefix of the bucket's name
    this.webAclLogs = config.logSources.webAclLogs.enabled
      ? new ArchiveBucket(this, "WebAclLogs", logs("webAclLogs", serviceLock))
      : undefined;
    if (this.webAclLogs === undefined) forget(this, "WebAclLogs");

    this.queryResults = new ArchiveBucket(this, "QueryResults", {
      ...bucket("queryResults"),
      kmsKeyArn,
      accessLog,
      // Athena deletes temporary objects, with the permissions of the person who runs the query
      deletionExemptRoleArns: "anyone",
      configurationRoleArns,
      preventDestroy: false,
      lifecycle: { expireDays: config.query.resultExpireDays, noncurrentDays: 1, abortIncompleteUploadDays: 1 },
      grants: [],
    });
  }
}

function objectLockOf({ mode, days }: AuditConfig["archive"]["lock"]): ObjectLock | undefined {
  return mode === "none" ? undefined : { mode: mode === "governance" ? "GOVERNANCE" : "COMPLIANCE", days };
}

/** The existing bucket that becomes the trail archive. Undefined if the archive is a new bucket. */
function adoptedTrailBucket({ existing, query }: AuditConfig): AdoptedBucket | undefined {
  return existing.trailBucket === undefined
    ? undefined
    : { settings: existing.trailBucketSettings, earlierKmsKeyArns: query.earlierTrailKmsKeyArns };
}
