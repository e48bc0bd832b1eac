import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { configCopyName, configCopyRoleName } from "../../config/names/aws-config-replica";
import { bucketArn, namesFor } from "../../config/names/names";
import { runbooksOf } from "../../config/derived/links";
import { s3ViaService } from "../../config/partitions";
import { configCopyChecks } from "../../detections/pipeline-checks";
import type { ArchiveBucket } from "../../modules/archive/archive-bucket";
import { AuditArchive } from "../../modules/archive/audit-archive";
import type { AuditArchiveProps } from "../../modules/archive/audit-archive-props";
import { BucketReplication } from "../../modules/archive/bucket-replication";
import { PipelineAlarms } from "../../modules/monitoring/pipeline-alarms";

export interface ConfigCopyProps {
  readonly config: AuditConfig;

  /** The AWS Config archive. */
  readonly source: ArchiveBucket;
  readonly kmsKeyArn: string;

  /** Properties of the copy, such as its lock, except its name and writer. */
  readonly archiveProps: AuditArchiveProps;
}

/**
 * A locked copy of the AWS Config archive, because AWS Config cannot deliver to a locked bucket. Alarms notify when the copy is
 * incomplete.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export class ConfigCopy extends Construct {
  constructor(scope: Construct, id: string, { config, source, kmsKeyArn, archiveProps }: ConfigCopyProps) {
    super(scope, id);

    const { partition, prefix } = config;
    const { topicArn } = namesFor(config);
    const bucketName = configCopyName(config);
    const roleArn = `arn:${partition}:iam::${config.accounts.logArchive}:role/${configCopyRoleName(config)}`;
    const { bucket: copy } = new AuditArchive(this, "Bucket", {
      ...archiveProps,
      bucketName,
      writers: {
        replicator: {
          partition,
          accountId: config.accounts.logArchive,
          roleArn,
          bucketArn: bucketArn(partition, bucketName),
        },
      },
    });

    const { dimensions } = new BucketReplication(this, "Replication", {
      roleName: configCopyRoleName(config),
      source: { bucketName: source.bucketName, bucketArn: source.bucketArn, kmsKeyArn },
      destination: { bucketName: copy.bucketName, bucketArn: copy.bucketArn, kmsKeyArn },
      s3ViaService: s3ViaService(config),
      dependsOn: [source.versioning, copy.versioning],
    });

    new PipelineAlarms(this, "Alarms", {
      prefix,
      checks: configCopyChecks.map((check) => ({ check, dimensions })),
      topicArns: { page: topicArn("page"), notify: topicArn("notify") },
      runbookUrl: runbooksOf(config),
    });
  }
}
