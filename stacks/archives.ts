import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Account, bucketArn, namesFor } from "../config/names";
import type { AuditConfig } from "../config/schema";
import { ArchiveBucket, type ObjectLock } from "../modules/archive-bucket";
import {
  accessLogDelivery,
  archiveReaders,
  configDelivery,
  trailDelivery,
  vendedLogDelivery,
} from "../modules/bucket-grants";

export interface ArchivesProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;

  /** The key, where this stack makes it. */
  readonly key: ITerraformDependable | undefined;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The buckets of the log-archive account. They are several because no bucket suits every producer: AWS Config
 * delivers to none with a default lock, S3 access logs to none with a lock or a customer-managed key, and Athena
 * deletes what it no longer needs.
 */
export class Archives extends Construct {
  public readonly trail: ArchiveBucket;
  public readonly config: ArchiveBucket;
  public readonly serviceLogs: ArchiveBucket;
  public readonly queryResults: ArchiveBucket;

  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, key, dependsOn }: ArchivesProps) {
    super(scope, id);

    const { partition, organizationId, logSources } = config;
    const { accessLogs, lifecycle, lock, preventDestroy, readerRoleArns, serviceLogs } = config.archive;
    const { buckets, prefixes, trailArn, configRoleName } = namesFor(config);
    const arn = (bucketName: string) => bucketArn(partition, bucketName);

    const bucket = (name: string) => ({
      bucketName: name,
      bucketArn: arn(name),
      organizationId,
      preventDestroy,
      outlivedBy: key && [key],
      dependsOn,
    });
    const guarded = preventDestroy
      ? { deletedBy: lock.bypassRoleArns, configuredBy: [account.deployRoleArn].filter((role) => role !== undefined) }
      : { deletedBy: "anyone" as const };
    const { noncurrentDays, abortIncompleteUploadDays } = lifecycle;
    const objectLock = objectLockOf(lock);

    const accessLogBucket = new ArchiveBucket(this, "AccessLogs", {
      ...bucket(buckets.accessLogs),
      ...guarded,
      lifecycle: { expireDays: accessLogs.expireDays, noncurrentDays, abortIncompleteUploadDays },
      grants: accessLogDelivery({
        bucketArn: arn(buckets.accessLogs),
        prefix: prefixes.accessLogs,
        sourceAccountId: account.id,
        sourceBucketArns: [buckets.trail, buckets.config, buckets.serviceLogs, buckets.queryResults].map(arn),
      }),
    });
    const accessLog = {
      bucketName: accessLogBucket.bucketName,
      prefix: prefixes.accessLogs,
      policy: accessLogBucket.policy,
    };
    const logs = { ...guarded, lifecycle, kmsKeyArn, accessLog };

    this.trail = new ArchiveBucket(this, "Trail", {
      ...bucket(buckets.trail),
      ...logs,
      // Without a bucket key every log file keeps CloudTrail's own encryption context, which the key policy demands
      bucketKey: false,
      lock: objectLock,
      grants: [
        ...trailDelivery({
          bucketArn: arn(buckets.trail),
          prefix: prefixes.cloudTrail,
          trailArn,
          managementAccountId: config.accounts.management,
          organizationId,
        }),
        ...archiveReaders(arn(buckets.trail), readerRoleArns),
      ],
    });

    const configDeliveries = { partition, bucketArn: arn(buckets.config), prefix: prefixes.config, organizationId };
    this.config = new ArchiveBucket(this, "Config", {
      ...bucket(buckets.config),
      ...logs,
      grants: [
        ...(logSources.config.enabled ? configDelivery({ ...configDeliveries, roleName: configRoleName }) : []),
        ...archiveReaders(arn(buckets.config), readerRoleArns),
      ],
    });

    const vendedLogs = { partition, bucketArn: arn(buckets.serviceLogs), organizationId };
    this.serviceLogs = new ArchiveBucket(this, "ServiceLogs", {
      ...bucket(buckets.serviceLogs),
      ...logs,
      lock: serviceLogs.lock ? objectLock : undefined,
      grants: [
        ...(logSources.vendedLogs.enabled
          ? vendedLogDelivery({ ...vendedLogs, prefixes: [prefixes.flowLogs, prefixes.dnsLogs] })
          : []),
        ...archiveReaders(arn(buckets.serviceLogs), readerRoleArns),
      ],
    });

    this.queryResults = new ArchiveBucket(this, "QueryResults", {
      ...bucket(buckets.queryResults),
      kmsKeyArn,
      accessLog,
      // Athena deletes what it no longer needs, as the person who asks
      deletedBy: "anyone",
      preventDestroy: false,
      lifecycle: { expireDays: config.query.resultExpireDays, noncurrentDays: 1, abortIncompleteUploadDays: 1 },
      grants: [],
    });
  }
}

function objectLockOf({ mode, days }: AuditConfig["archive"]["lock"]): ObjectLock | undefined {
  return mode === "none" ? undefined : { mode: mode === "governance" ? "GOVERNANCE" : "COMPLIANCE", days };
}
