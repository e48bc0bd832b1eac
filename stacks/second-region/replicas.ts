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
import { ArchiveBucket, type ObjectLock } from "../../modules/archive/archive-bucket";
import { ForgottenArchiveBucket } from "../../modules/archive/forgotten-archive-bucket";
import { accessLogDelivery } from "../../modules/iam/grants/access-logs";
import { archiveReaders } from "../../modules/iam/grants/readers";
import { replicaDelivery } from "../../modules/iam/grants/replicas";
import { objectLockOf } from "../account/object-lock";
import { queryResultsBucket } from "../account/query-results-bucket";
import { replicatorOf } from "./second-region";

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

  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, key, dependsOn }: ReplicasProps) {
    super(scope, id);

    const { partition, organizationId, accounts } = config;
    const { lock, lifecycle, preventDestroy, readerRoleArns } = config.archive;
    const buckets = replicaBuckets(config);
    const { prefixes } = namesFor(config);
    const archives = replicatedArchives(config);
    const arnOf = (name: keyof typeof buckets) => bucketArn(partition, buckets[name]);
    const isOfOwner = (arn: string) => arn.split(":")[4] === account.id;

    const bucket = (name: keyof typeof buckets) => ({
      bucketName: buckets[name],
      bucketArn: arnOf(name),
      organizationId,
      preventDestroy,
      destroyedBefore: key && [key],
      dependsOn,
    });
    const configurationRoleArns = preventDestroy
      ? [account.deployRoleArn].filter((role) => role !== undefined)
      : undefined;
    const guarded = (writers: readonly string[]) =>
      preventDestroy
        ? {
            deletionExemptRoleArns: lock.bypassRoleArns.filter(isOfOwner),
            legalHoldRoleArns: lock.holdRoleArns.filter(isOfOwner),
            configurationRoleArns,
            ownWriters: { accountId: account.id, roleArns: writers.filter(isOfOwner), prefixes: [] },
          }
        : { deletionExemptRoleArns: "anyone" as const };

    const logged = [...archives, "queryResults" as const];
    const accessLogs = new ArchiveBucket(this, "AccessLogsOfReplicas", {
      ...bucket("accessLogsOfReplicas"),
      ...guarded([]),
      ...bucketRetention(config, "accessLogsOfReplicas", accessLogLifecycle(config), {
        isLocked: false,
        isOverwritable: false,
      }),
      grants: accessLogDelivery({
        bucketArn: arnOf("accessLogsOfReplicas"),
        prefix: prefixes.accessLogs,
        sourceAccountId: account.id,
        sourceBucketArns: logged.map(arnOf),
      }),
    });
    const accessLog = { bucketName: accessLogs.bucketName, prefix: prefixes.accessLogs, policy: accessLogs.policy };

    this.archives = replicableArchives.flatMap((name) => {
      if (!archives.includes(name)) {
        if (preventDestroy) new ForgottenArchiveBucket(this, ids[name]);
        return [];
      }
      const general = name === "accessLogs" ? accessLogLifecycle(config) : lifecycle;
      // If a log is overwritten in the archive, the replica gets a new version, and the noncurrent version is the log
      const retention = bucketRetention(config, name, general, { isLocked: true, isOverwritable: true });
      const itsLock = withinRetention(objectLockOf(lock), [
        retention.lifecycle,
        ...(retention.lifecycleByPrefix?.values() ?? []),
      ]);
      const replicator = replicatorOf(name, config);
      return new ArchiveBucket(this, ids[name], {
        ...bucket(name),
        ...guarded([replicator.roleArn]),
        ...retention,
        ...(itsLock && { lock: itsLock }),
        // S3 encrypts replicas of access logs with its own keys, because it encrypted the source objects with them
        ...(name !== "accessLogs" && { kmsKeyArn }),
        accessLog,
        grants: [
          // A role in the account of the replicas needs no grant
          ...(account.id === accounts.logArchive ? [] : replicaDelivery(replicator)),
          ...archiveReaders(arnOf(name), readerRoleArns),
        ],
      });
    });

    this.queryResults = new ArchiveBucket(this, "QueryResults", {
      ...bucket("queryResults"),
      kmsKeyArn,
      accessLog,
      configurationRoleArns,
      ...queryResultsBucket(config),
    });
  }
}

/** The lock, with at most as many days as the shortest lifecycle. */
function withinRetention(
  lock: ObjectLock | undefined,
  lifecycles: readonly { readonly expireDays?: number | null }[],
): ObjectLock | undefined {
  const days = lifecycles.flatMap(({ expireDays }) => expireDays ?? []);
  return lock && { ...lock, days: Math.min(lock.days, ...days) };
}
