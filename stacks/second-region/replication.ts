import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { type TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { replicatedArchives } from "../../config/derived/second-region";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { runbooksOf } from "../../config/derived/links";
import {
  archiveSlugs,
  type ReplicableArchive,
  replicaAccountId,
  replicaBuckets,
  secondRegionNames,
} from "../../config/names/second-region";
import { s3ViaService } from "../../config/partitions";
import {
  type ReplicatedArchive,
  replicaChecks,
  replicaLateSeconds,
  replicationChecks,
} from "../../detections/replica-checks";
import { BucketReplication } from "../../modules/archive/bucket-replication";
import { CatchUpRole } from "../../modules/archive/catch-up-role";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { cloudWatchPublishing } from "../../modules/iam/publishing-grants";
import { AlarmTopic } from "../../modules/monitoring/alarm-topic";
import { PipelineAlarms, type PipelineAlarmsProps } from "../../modules/monitoring/pipeline-alarms";
import { declareOutputs } from "../../modules/terraform/stack-outputs";
import { addAccountRoot, findArchiveKeyArn } from "../account/baseline";
import { catchUpOutputs, reportPrefix } from "./catch-up";
import { type SecondRegion, secondRegionOf } from "./second-region";

/** Archives whose objects can have a retention. */
const lockable: readonly ReplicableArchive[] = ["trail", "serviceLogs", "webAclLogs"];

/**
 * The replication of the archives, in the log-archive account. S3 refuses the replication until the buckets of the replicas exist.
 * S3 counts failures in the home region, and measures lag in the second region, so each region has alarms. The alarms of the second
 * region notify topics in the second region, so they work even while the home region is not available.
 */
export class ReplicationStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const secondRegion = secondRegionOf(config);
    const { region } = secondRegion;
    const root = addAccountRoot({ stack: this, account, config, regions: [region] });
    const provider = root.providers.get(region);
    if (provider === undefined) throw new Error(`expected a provider of region ${region} in the root, got none`);

    const archiveKeyArn = findArchiveKeyArn(this, config);
    const replicaKeyArn = secondRegion.kmsKeyArn ?? findReplicaKeyArn(this, config, secondRegion, provider);
    const archives = replicatedArchives(config);
    const replications = archives.map((archive) => {
      const keys = { archive: archiveKeyArn, replica: replicaKeyArn };
      return { slug: archiveSlugs[archive], dimensions: addReplication(this, archive, config, secondRegion, keys) };
    });

    this.addAlarms(account, config, secondRegion, provider, replications);
    const catchUp = secondRegion.catchUp ? addCatchUp(this, config, archiveKeyArn) : undefined;
    declareOutputs(this, {
      replicated_archives: { value: archives.join(", "), description: "Archives that have a replica" },
      ...(catchUp && catchUpOutputs(config, catchUp.roleArn)),
    });
  }

  private addAlarms(
    account: Account,
    config: AuditConfig,
    { region, timeControl }: SecondRegion,
    provider: TerraformProvider,
    replications: readonly { readonly slug: ReplicatedArchive; readonly dimensions: Dimensions }[],
  ): void {
    const { partition, prefix, notifications, archive } = config;
    const names = namesFor(config);
    const runbookUrl = runbooksOf(config);
    const checksOf = (of: (slug: ReplicatedArchive) => readonly Check[]) =>
      replications.flatMap(({ slug, dimensions }) => of(slug).map((check) => ({ check, dimensions })));

    new PipelineAlarms(this, "FailureAlarms", {
      prefix,
      checks: checksOf(replicationChecks),
      topicArns: { page: names.topicArn("page"), notify: names.topicArn("notify") },
      runbookUrl,
    });

    const { keyArn: kmsKeyArn } = new EncryptionKey(this, "MonitoringKey", {
      aliasName: secondRegionNames(config).monitoringKeyAlias,
      description: "Encrypts the notices about the replicas",
      grants: [accountAdministration(partition, account.id), cloudWatchPublishing(account.id)],
      preventDestroy: archive.preventDestroy,
      regionArguments: { provider },
    });
    const topic = (severity: "page" | "notify", id: string) =>
      new AlarmTopic(this, id, {
        partition,
        accountId: account.id,
        region,
        topicName: names.topicName(severity),
        prefix,
        kmsKeyArn,
        ...notifications[severity],
        regionArguments: { provider },
      }).topicArn;
    const lateSeconds = timeControl ? replicaLateSeconds.controlled : replicaLateSeconds.uncontrolled;
    new PipelineAlarms(this, "LagAlarms", {
      prefix,
      checks: checksOf((slug) => replicaChecks(slug, lateSeconds)),
      topicArns: { page: topic("page", "PageTopic"), notify: topic("notify", "NotifyTopic") },
      runbookUrl,
      regionArguments: { provider },
    });
  }
}

type Check = PipelineAlarmsProps["checks"][number]["check"];
type Dimensions = PipelineAlarmsProps["checks"][number]["dimensions"];

/** ARN of the key that the root of the second region creates. If the lookup fails, Terraform prints only the construct id. */
function findReplicaKeyArn(
  stack: TerraformStack,
  config: AuditConfig,
  { region }: SecondRegion,
  provider: TerraformProvider,
): string {
  const { keyAlias } = secondRegionNames(config);
  return new DataAwsKmsKey(stack, "ReplicaKey-apply-second-region-first", {
    keyId: `arn:${config.partition}:kms:${region}:${replicaAccountId(config)}:${keyAlias}`,
    provider,
  }).arn;
}

function addReplication(
  stack: TerraformStack,
  archive: ReplicableArchive,
  config: AuditConfig,
  { region, timeControl }: SecondRegion,
  keys: { readonly archive: string; readonly replica: string },
): Dimensions {
  const { partition } = config;
  const { buckets } = namesFor(config);
  const replicas = replicaBuckets(config);
  const isEncrypted = archive !== "accessLogs";
  const bucket = (bucketName: string, kmsKeyArn: string) => ({
    bucketName,
    bucketArn: bucketArn(partition, bucketName),
    ...(isEncrypted && { kmsKeyArn }),
  });
  return new BucketReplication(stack, idOf(archive), {
    roleName: secondRegionNames(config).replicationRoleName(archive),
    source: {
      ...bucket(buckets[archive], keys.archive),
      // A writer may disable the bucket key for an object
      bucketKey: "either",
      hasTrailFiles: archive === "trail",
      isLocked: config.archive.lock.mode !== "none" && lockable.includes(archive),
    },
    // A replica has a bucket key if the source object has one, independent of the setting of the replica's bucket
    destination: { ...bucket(replicas[archive], keys.replica), bucketKey: "either" },
    s3ViaService: s3ViaService(config),
    destinationS3ViaService: s3ViaService({ partition, homeRegion: region }),
    timeControl,
    dependsOn: [],
  }).dimensions;
}

const idOf = (archive: ReplicableArchive): string => `Replicate-${archiveSlugs[archive]}`;

function addCatchUp(stack: TerraformStack, config: AuditConfig, reportKmsKeyArn: string): CatchUpRole {
  const { partition } = config;
  const { buckets } = namesFor(config);
  return new CatchUpRole(stack, "CatchUp", {
    roleName: secondRegionNames(config).catchUpRoleName,
    sourceBucketArns: replicatedArchives(config).map((archive) => bucketArn(partition, buckets[archive])),
    reportBucketArn: bucketArn(partition, buckets.queryResults),
    reportPrefix,
    reportKmsKeyArn,
    s3ViaService: s3ViaService(config),
  });
}
