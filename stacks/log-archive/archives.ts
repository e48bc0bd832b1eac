import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { overwritableArchives } from "../../config/derived/archive-buckets";
import { bucketRetention } from "../../config/derived/bucket-retention";
import { accessLogLifecycle } from "../../config/derived/retention";
import { replicatedArchives } from "../../config/derived/second-region";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { secondRegionNames } from "../../config/names/second-region";
import { AccessLogBucket } from "../../modules/archive/access-log-bucket";
import { type AdoptedBucket, ArchiveBucket, type ObjectLock } from "../../modules/archive/archive-bucket";
import { hasWriter } from "../../modules/archive/archive-writers";
import { AuditArchive } from "../../modules/archive/audit-archive";
import type { AuditArchiveProps } from "../../modules/archive/audit-archive-props";
import type { BucketProtection } from "../../modules/archive/bucket-protection";
import { ForgottenArchiveBucket } from "../../modules/archive/forgotten-archive-bucket";
import { objectLockOf } from "../account/object-lock";
import { queryResultsBucket } from "../account/query-results-bucket";
import { ConfigCopy } from "./config-replica";
import { type ArchiveName, archiveValues } from "./written-archives";

export interface ArchivesProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;

  /** The key, if this stack creates it. */
  readonly key: ITerraformDependable | undefined;
  readonly dependsOn: ITerraformDependable[];
}

/** An archive of logs. */
type LogArchiveName = Exclude<ArchiveName, "queryResults" | "accessLogs">;

/**
 * The archives of the log-archive account. There are several, because one bucket cannot serve every log source: AWS Config cannot
 * deliver to a bucket with a default retention, S3 cannot deliver access logs to a bucket with a default retention or a
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

  constructor(scope: Construct, id: string, props: ArchivesProps) {
    super(scope, id);

    const { account, config, kmsKeyArn, key, dependsOn } = props;
    const { configArchive, preventDestroy, serviceLogs } = config.archive;
    const lock = objectLockOf(config.archive.lock);
    const serviceLock = serviceLogs.lock ? lock : undefined;

    const { bucket, accessLog } = addAccessLogs(this, props);
    this.accessLogs = bucket;
    const archive = (name: LogArchiveName, itsLock?: ObjectLock): AuditArchiveProps => ({
      ...archiveProps(name, props, itsLock),
      accessLog,
    });

    this.trail =
      config.archive.existing === undefined
        ? new AuditArchive(this, "Trail", archive("trail", lock)).bucket
        : undefined;
    this.config = new AuditArchive(this, "Config", archive("config")).bucket;
    if (configArchive.lockedCopy.enabled) {
      const copied = { config, source: this.config, kmsKeyArn, archiveProps: archive("config", lock) };
      new ConfigCopy(this, "ConfigCopy", copied);
    }
    this.serviceLogs = new AuditArchive(this, "ServiceLogs", archive("serviceLogs", serviceLock)).bucket;
    // AWS WAF supports no key prefix, and requires that the name of the bucket begins with a fixed prefix
    this.webAclLogs = config.logSources.webAclLogs.enabled
      ? new AuditArchive(this, "WebAclLogs", archive("webAclLogs", serviceLock)).bucket
      : undefined;
    if (preventDestroy) forgetBuckets(this, this, configArchive.lockedCopy.enabled);

    const { queryResults } = namesFor(config).buckets;
    this.queryResults = new ArchiveBucket(this, "QueryResults", {
      bucketName: queryResults,
      bucketArn: bucketArn(config.partition, queryResults),
      organizationId: config.organizationId,
      kmsKeyArn,
      accessLog,
      configurationRoleArns: preventDestroy ? administratorsOf(account) : undefined,
      destroyedBefore: key && [key],
      dependsOn,
      ...queryResultsBucket(config),
    });
  }
}

/** A bucket that is no longer configured stays in AWS with its protection, except with `preventDestroy: false`. */
function forgetBuckets(
  scope: Construct,
  { trail, webAclLogs }: Pick<Archives, "trail" | "webAclLogs">,
  hasConfigCopy: boolean,
): void {
  const forget = (...path: readonly string[]) =>
    new ForgottenArchiveBucket(
      path.reduce((parent, id) => new Construct(parent, id), scope),
      "Resource",
    );
  if (trail === undefined) forget("Trail");
  if (!hasConfigCopy) forget("ConfigCopy", "Bucket");
  if (webAclLogs === undefined) forget("WebAclLogs");
}

function addAccessLogs(scope: Construct, { account, config, key, dependsOn }: ArchivesProps): AccessLogBucket {
  const values = archiveValues("accessLogs", config);
  return new AccessLogBucket(scope, "AccessLogs", {
    ...protectionOf("accessLogs", account, config),
    ...bucketRetention(config, "accessLogs", accessLogLifecycle(config), { isLocked: false, isOverwritable: true }),
    ...values,
    dependsOn,
    ...(key && { destroyedBefore: [key] }),
  });
}

function archiveProps(name: LogArchiveName, props: ArchivesProps, lock?: ObjectLock): AuditArchiveProps {
  const { account, config, kmsKeyArn, key, dependsOn } = props;
  const { lifecycle, readerRoleArns } = config.archive;
  const { writers, ...values } = archiveValues(name, config);
  const adopted = name === "trail" ? adoptedTrailBucket(config) : undefined;
  return {
    ...values,
    writers: hasWriter(writers) ? writers : "none",
    ...protectionOf(name, account, config),
    ...bucketRetention(config, name, lifecycle, {
      // Older objects of an adopted bucket have no lock
      isLocked: lock !== undefined && adopted === undefined,
      isOverwritable: overwritableArchives.some((one) => one === name) || adopted !== undefined,
    }),
    lock: lock ?? "none",
    kmsKeyArn,
    destroyedBefore: key && [key],
    readerRoleArns,
    adopted,
    dependsOn,
  };
}

const administratorsOf = ({ deployRoleArn }: Account) => (deployRoleArn === undefined ? [] : [deployRoleArn]);

function protectionOf(archive: ArchiveName, account: Account, config: AuditConfig): BucketProtection {
  const { lock, preventDestroy, secondRegion } = config.archive;
  const isCaughtUp = secondRegion?.catchUp === true && replicatedArchives(config).some((name) => name === archive);
  const catchUpRoleArn = `arn:${config.partition}:iam::${account.id}:role/${secondRegionNames(config).catchUpRoleName}`;
  return {
    preventDestroy,
    denyForgery: preventDestroy,
    administratorRoleArns: administratorsOf(account),
    deletionRoleArns: lock.bypassRoleArns,
    legalHoldRoleArns: lock.holdRoleArns,
    inventoryRoleArn: isCaughtUp ? catchUpRoleArn : undefined,
  };
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
