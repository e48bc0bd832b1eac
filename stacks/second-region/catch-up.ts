import type { AuditConfig } from "../../config/audit-config";
import { replicatedArchives } from "../../config/derived/second-region";
import { bucketArn, namesFor } from "../../config/names/names";
import { archiveSlugs, type ReplicableArchive } from "../../config/names/second-region";
import type { StackOutput } from "../../modules/terraform/stack-outputs";

/** Key prefix of the reports of batch jobs, in the bucket of the query results. */
export const reportPrefix = "replication-reports";

/**
 * Outputs with a command for each archive, which starts S3 Batch Replication. The AWS provider has no resource for a job, and a job
 * runs only once.
 */
export function catchUpOutputs(config: AuditConfig, roleArn: string): Record<string, StackOutput> {
  return Object.fromEntries(
    replicatedArchives(config).map((archive) => [
      `catch_up_${archiveSlugs[archive].replaceAll("-", "_")}`,
      {
        value: catchUpCommand(config, archive, roleArn),
        description:
          "Command that replicates the existing objects of the archive, and the objects whose replication failed",
      },
    ]),
  );
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-existing-config.html */
function catchUpCommand(config: AuditConfig, archive: ReplicableArchive, roleArn: string): string {
  const { partition, homeRegion, accounts } = config;
  const { buckets } = namesFor(config);
  const json = (value: object) => `'${JSON.stringify(value)}'`;
  return [
    "aws s3control create-job",
    `--region ${homeRegion}`,
    `--account-id ${accounts.logArchive}`,
    `--role-arn ${roleArn}`,
    `--operation ${json({ S3ReplicateObject: {} })}`,
    `--manifest-generator ${json({
      S3JobManifestGenerator: {
        ExpectedBucketOwner: accounts.logArchive,
        SourceBucket: bucketArn(partition, buckets[archive]),
        EnableManifestOutput: false,
        Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ["NONE", "FAILED", "REPLICA"] },
      },
    })}`,
    `--report ${json({
      Enabled: true,
      Bucket: bucketArn(partition, buckets.queryResults),
      ExpectedBucketOwner: accounts.logArchive,
      Prefix: `${reportPrefix}/${archiveSlugs[archive]}`,
      Format: "Report_CSV_20180820",
      ReportScope: "FailedTasksOnly",
    })}`,
    `--description ${json({ replicates: archive })}`,
    "--priority 10",
    "--no-confirmation-required",
  ].join(" ");
}
