import type { AuditConfig } from "../../config/audit-config";
import { type archiveBucketNames, bucketArn, namesFor } from "../../config/names/names";
import type { PolicyStatement } from "../../modules/iam/policy-document";

/** A bucket of the log-archive account. */
export type ArchiveName = keyof ReturnType<typeof archiveBucketNames>;

/** A writer of an archive, with its statements in the bucket policy and in the key policy. */
export interface LogWriter {
  /** Archive to which the writer writes. */
  readonly archive: ArchiveName;

  /** Statements of the bucket policy. Empty if the source is disabled. */
  readonly bucketStatements: (delivery: Delivery) => PolicyStatement[];

  /**
   * Principals of the archive's own account that write. Their IAM policies are enough, so the bucket policy need not allow them.
   *
   * @default none: the writer is an AWS service, or belongs to other accounts
   */
  readonly ownWriters?: (delivery: Delivery) => { readonly roleName?: string; readonly prefix?: string };

  /** Statements of the key policy. Empty if the source is disabled or its bucket has no customer-managed key. */
  readonly keyStatements: (delivery: Delivery) => PolicyStatement[];
}

/** Values from which a writer builds its statements. */
export interface Delivery {
  readonly config: AuditConfig;
  readonly names: ReturnType<typeof namesFor>;

  /** ARN of the bucket to which the writer writes. */
  readonly archiveArn: string;
}

/** Values from which the writers of one archive build their statements. */
export function deliveryTo(archive: ArchiveName, config: AuditConfig): Delivery {
  const names = namesFor(config);
  return {
    config,
    names,
    archiveArn: bucketArn(config.partition, names.buckets[archive]),
  };
}
