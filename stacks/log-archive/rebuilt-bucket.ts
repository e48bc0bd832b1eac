import type { ITerraformDependable } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import type { ArchiveBucketProps } from "../../modules/archive/archive-bucket";
import type { Archives } from "./archives";

/** Properties that all buckets of one stack share. */
export interface RebuiltBucketSource {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;

  /** The key, if this stack creates it. */
  readonly key: ITerraformDependable | undefined;
  readonly archives: Archives;

  /** Resources that must exist before the bucket policy denies access. */
  readonly dependsOn: ITerraformDependable[];
}

interface RebuiltBucket {
  readonly bucketName: string;

  /** Days after which every object expires. Null keeps them. */
  readonly expireDays: number | null;

  /** Roles of the log-archive account that write objects. */
  readonly writerRoleArns: readonly string[];

  /**
   * Roles that delete objects.
   *
   * @default [] only the lifecycle deletes objects
   */
  readonly deleterRoleArns?: readonly string[];
}

/** The deploying role of an account, as a list that is empty if the configuration names none. */
export const deployRolesOf = ({ deployRoleArn }: Account): string[] =>
  deployRoleArn === undefined ? [] : [deployRoleArn];

/** A bucket whose objects can be written again. None of them is the only copy of a log, so the bucket has no lock. */
export function rebuiltBucket(source: RebuiltBucketSource, bucket: RebuiltBucket): ArchiveBucketProps {
  const { account, config, kmsKeyArn, key, archives, dependsOn } = source;
  const { partition, organizationId, archive } = config;
  const { bucketName, expireDays, writerRoleArns, deleterRoleArns } = bucket;
  return {
    bucketName,
    bucketArn: bucketArn(partition, bucketName),
    organizationId,
    kmsKeyArn,
    destroyedBefore: key && [key],
    dependsOn,
    accessLog: {
      bucketName: archives.accessLogs.bucketName,
      prefix: namesFor(config).prefixes.accessLogs,
      policy: archives.accessLogs.policy,
    },
    preventDestroy: false,
    lifecycle: { expireDays, noncurrentDays: 1, abortIncompleteUploadDays: 1 },
    grants: [],
    ...(archive.preventDestroy
      ? {
          configurationRoleArns: deployRolesOf(account),
          ...(deleterRoleArns && { deletionExemptRoleArns: deleterRoleArns }),
          ownWriters: { accountId: account.id, roleArns: writerRoleArns, prefixes: [] },
        }
      : { deletionExemptRoleArns: "anyone" as const }),
  };
}
