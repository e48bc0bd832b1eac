import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { overwritableArchives } from "../../config/derived/archive-buckets";
import { bucketRetention } from "../../config/derived/bucket-retention";
import { type ClassLifecycle, accessLogLifecycle } from "../../config/derived/retention";
import { replicatedArchives } from "../../config/derived/second-region";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { secondRegionNames } from "../../config/names/second-region";
import { type AdoptedBucket, ArchiveBucket, type ObjectLock } from "../../modules/archive/archive-bucket";
import { ForgottenArchiveBucket } from "../../modules/archive/forgotten-archive-bucket";
import { archiveReaders } from "../../modules/iam/grants/readers";
import { bucketPolicyStatements, ownWritersOf } from "../log-sources/log-sources";
import type { ArchiveName } from "../log-sources/log-writer";
import { objectLockOf } from "../account/object-lock";
import { queryResultsBucket } from "../account/query-results-bucket";
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
 * The buckets of the log-archive account. There are several buckets, because one bucket cannot serve every log source: AWS Config
 * cannot deliver to a bucket with a default retention, S3 cannot deliver access logs to a bucket with a default retention or a
 * customer-managed key, and Athena deletes its temporary objects.
 */
export class Archives extends Construct {
  /** The trail archive. Undefined if the owner of the trail's bucket manages the bucket. */
  public readonly trail: ArchiveBucket | undefined;
  public readonly config: ArchiveBucket;
  public readonly serviceLogs: ArchiveBucket;
  public readonly queryResults: ArchiveBucket;
  public readonly accessLogs: ArchiveBucket;

  /** Bucket of AWS WAF logs. Undefined if these logs are disabled. */
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
            inventoryRoleArn: isCaughtUp(archive) ? catchUpRoleArn : undefined,
            ownWriters: ownWritersOf(archive, config),
          }
        : { deletionExemptRoleArns: "anyone" as const };
    const catchUpRoleArn = `arn:${partition}:iam::${account.id}:role/${secondRegionNames(config).catchUpRoleName}`;
    const isCaughtUp = (archive: ArchiveName) =>
      config.archive.secondRegion?.catchUp === true && replicatedArchives(config).some((name) => name === archive);
    const objectLock = objectLockOf(lock);
    const serviceLock = serviceLogs.lock ? objectLock : undefined;

    const adopted = adoptedTrailBucket(config);
    const isAdopted = (archive: ArchiveName) => archive === "trail" && adopted !== undefined;

    const retention = (archive: ArchiveName, general: ClassLifecycle, itsLock?: ObjectLock) =>
      bucketRetention(config, archive, general, {
        // Older objects of an adopted bucket have no lock
        isLocked: itsLock !== undefined && !isAdopted(archive),
        isOverwritable: overwritable.has(archive) || isAdopted(archive),
      });

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
    // A bucket that is no longer configured stays in AWS with its protection, except with preventDestroy: false
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

    // AWS WAF supports no key prefix, and requires that the name of the bucket begins with a fixed prefix
    this.webAclLogs = config.logSources.webAclLogs.enabled
      ? new ArchiveBucket(this, "WebAclLogs", logs("webAclLogs", serviceLock))
      : undefined;
    if (this.webAclLogs === undefined) forget(this, "WebAclLogs");

    this.queryResults = new ArchiveBucket(this, "QueryResults", {
      ...bucket("queryResults"),
      kmsKeyArn,
      accessLog,
      configurationRoleArns,
      ...queryResultsBucket(config),
    });
  }
}

/** The existing bucket that becomes the trail archive. Undefined if the archive is a new bucket. */
function adoptedTrailBucket(config: AuditConfig): AdoptedBucket | undefined {
  const { existing, query } = config;
  return existing.trailBucket === undefined
    ? undefined
    : {
        settings: existing.trailBucketSettings,
        earlierKeys: { kmsKeyArns: query.earlierTrailKmsKeyArns, trailArn: namesFor(config).trailArn },
      };
}
