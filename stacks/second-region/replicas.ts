import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { bucketRetention } from "../../config/derived/bucket-retention";
import { accessLogLifecycle } from "../../config/derived/retention";
import { replicatedArchives } from "../../config/derived/second-region";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { type ReplicableArchive, replicaBuckets } from "../../config/names/second-region";
import { replicableArchives } from "../../config/schema/second-region";
import { AccessLogBucket } from "../../modules/archive/access-log-bucket";
import { ArchiveBucket, type ObjectLock } from "../../modules/archive/archive-bucket";
import { AuditArchive } from "../../modules/archive/audit-archive";
import type { AuditArchiveProps } from "../../modules/archive/audit-archive-props";
import type { BucketProtection } from "../../modules/archive/bucket-protection";
import { ForgottenArchiveBucket } from "../../modules/archive/forgotten-archive-bucket";
import { objectLockOf } from "../account/object-lock";
import { queryResultsBucket } from "../account/query-results-bucket";
import { replicatorOf, secondRegionOf } from "./second-region";

export interface ReplicasProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;

  /** The key, if this stack creates it. */
  readonly key: ITerraformDependable | undefined;
  readonly dependsOn: ITerraformDependable[];
}

/** Construct ids of the buckets. */
const ids: Readonly<Record<ReplicableArchive, string>> = {
  trail: "Trail",
  config: "Config",
  serviceLogs: "ServiceLogs",
  accessLogs: "AccessLogs",
  webAclLogs: "WebAclLogs",
};

/**
 * The buckets of the replicas. Each has the lock of `archive.lock`, even if the archive itself cannot have a lock, and the lifecycle
 * of the archive. Only the role that replicates an archive may write to its replica.
 */
export class Replicas extends Construct {
  public readonly archives: readonly ArchiveBucket[];
  public readonly queryResults: ArchiveBucket;

  constructor(scope: Construct, id: string, props: ReplicasProps) {
    super(scope, id);

    const { account, config, kmsKeyArn, key, dependsOn } = props;
    const { preventDestroy } = config.archive;
    const { queryResults } = replicaBuckets(config);
    const replicated = replicatedArchives(config);
    const { accessLog } = addAccessLogs(this, props);

    this.archives = replicableArchives.flatMap((name) => {
      const isReplicated = replicated.includes(name);
      if (isReplicated) return new AuditArchive(this, ids[name], { ...replicaProps(name, props), accessLog }).bucket;
      if (preventDestroy) new ForgottenArchiveBucket(new Construct(this, ids[name]), "Resource");
      return [];
    });

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

const administratorsOf = ({ deployRoleArn }: Account) => (deployRoleArn === undefined ? [] : [deployRoleArn]);

/** Values that all buckets of the second region have in common. */
const commonValues = ({ account, config }: ReplicasProps) => ({
  namePrefix: config.prefix,
  accountId: account.id,
  region: secondRegionOf(config).region,
  organizationId: config.organizationId,
  prefixes: namesFor(config).prefixes,
});

function addAccessLogs(scope: Construct, props: ReplicasProps): AccessLogBucket {
  const { config, key, dependsOn } = props;
  const buckets = replicaBuckets(config);
  const logged = [...replicatedArchives(config), "queryResults" as const];
  return new AccessLogBucket(scope, "AccessLogsOfReplicas", {
    ...protectionOf(props),
    ...bucketRetention(config, "accessLogsOfReplicas", accessLogLifecycle(config), {
      isLocked: false,
      isOverwritable: false,
    }),
    ...commonValues(props),
    bucketName: buckets.accessLogsOfReplicas,
    writers: { loggedBucketArns: logged.map((name) => bucketArn(config.partition, buckets[name])) },
    dependsOn,
    ...(key && { destroyedBefore: [key] }),
  });
}

function replicaProps(name: ReplicableArchive, props: ReplicasProps): AuditArchiveProps {
  const { config, kmsKeyArn, key, dependsOn } = props;
  const { lock, lifecycle, readerRoleArns } = config.archive;
  const general = name === "accessLogs" ? accessLogLifecycle(config) : lifecycle;
  // If a log is overwritten in the archive, the replica gets a new version, and the noncurrent version is the log
  const retention = bucketRetention(config, name, general, { isLocked: true, isOverwritable: true });
  const lifecycles = [retention.lifecycle, ...(retention.lifecycleByPrefix?.values() ?? [])];
  return {
    ...commonValues(props),
    ...protectionOf(props),
    ...retention,
    bucketName: replicaBuckets(config)[name],
    writers: { replicator: replicatorOf(name, config) },
    lock: withinRetention(objectLockOf(lock), lifecycles) ?? "none",
    // S3 encrypts replicas of access logs with its own keys, because it encrypted the source objects with them
    kmsKeyArn: name === "accessLogs" ? "none" : kmsKeyArn,
    destroyedBefore: key && [key],
    readerRoleArns,
    dependsOn,
  };
}

function protectionOf({ account, config }: ReplicasProps): BucketProtection {
  const { lock, preventDestroy } = config.archive;
  const isOfOwner = (arn: string) => arn.split(":")[4] === account.id;
  return {
    preventDestroy,
    denyForgery: preventDestroy,
    administratorRoleArns: administratorsOf(account),
    deletionRoleArns: lock.bypassRoleArns.filter(isOfOwner),
    legalHoldRoleArns: lock.holdRoleArns.filter(isOfOwner),
  };
}

/** The lock, with at most as many days as the shortest lifecycle. */
function withinRetention(
  lock: ObjectLock | undefined,
  lifecycles: readonly { readonly expireDays?: number | null }[],
): ObjectLock | undefined {
  const days = lifecycles.flatMap(({ expireDays }) => expireDays ?? []);
  return lock && { ...lock, days: Math.min(lock.days, ...days) };
}
