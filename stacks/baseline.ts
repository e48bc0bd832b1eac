import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { type Account, bucketArn, namesFor } from "../config/names";
import type { AuditConfig } from "../config/schema";
import { AccountRoot } from "../modules/account-root";
import { ConfigRecorder } from "../modules/config-recorder";

export interface BaselineProps {
  readonly account: Account;
  readonly config: AuditConfig;

  /** Key of the archive, as this stack knows it. */
  readonly archiveKeyArn: string;

  /** What has to be in place before a log source delivers; nothing where the archive is another account's. */
  readonly dependsOn?: ITerraformDependable[];
}

/** Makes a stack the Terraform root of its account. */
export function rootOf(stack: TerraformStack, account: Account, config: AuditConfig): AccountRoot {
  return new AccountRoot(stack, "Root", {
    accountId: account.id,
    region: config.homeRegion,
    deployRoleArn: account.deployRoleArn,
    providerVersion: config.providerVersion,
    tags: { ManagedBy: "trailkeeper", Stack: account.stackName, ...config.tags },
    state: config.backend,
  });
}

/**
 * The key of the archive, seen from another account: the configured one, else looked up by its alias.
 *
 * Where it is not found Terraform says no more than that, and the address: so the address says what to do.
 */
export function findArchiveKeyArn(scope: Construct, config: AuditConfig): string {
  return (
    config.archive.kmsKeyArn ??
    new DataAwsKmsKey(scope, "ArchiveKey-apply-log-archive-first", { keyId: namesFor(config).archiveKeyAliasArn }).arn
  );
}

/** The log sources that every account has, whatever its role. */
export class Baseline extends Construct {
  constructor(scope: Construct, id: string, { account, config, archiveKeyArn, dependsOn }: BaselineProps) {
    super(scope, id);

    const names = namesFor(config);
    const { enabled, recordingFrequency, snapshotFrequency } = config.logSources.config;

    if (enabled) {
      new ConfigRecorder(this, "Config", {
        partition: config.partition,
        accountId: account.id,
        homeRegion: config.homeRegion,
        regions: config.recordedRegions,
        roleName: names.configRoleName,
        bucketName: names.buckets.config,
        bucketArn: bucketArn(config.partition, names.buckets.config),
        prefix: names.prefixes.config,
        kmsKeyArn: archiveKeyArn,
        recordingFrequency,
        snapshotFrequency,
        dependsOn,
      });
    }
  }
}
