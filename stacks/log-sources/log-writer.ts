import type { AuditConfig } from "../../config/audit-config";
import { type archiveBucketNames, bucketArn, namesFor } from "../../config/names/names";
import type { PolicyStatement } from "../../modules/iam/policy-document";

/** A bucket of the log-archive account. */
export type ArchiveName = keyof ReturnType<typeof archiveBucketNames>;

/** A writer of an archive: the statements of the bucket's policy and of the key's, together so that both agree. */
export interface LogWriter {
  /** Archive that it writes to. */
  readonly archive: ArchiveName;

  /** Statements of the bucket's policy; none when the source is off. */
  readonly bucketStatements: (delivery: Delivery) => PolicyStatement[];

  /**
   * Principals that write from within the archive's own account, where the bucket's policy need not allow it.
   *
   * @default none: the writer is a service, or in other accounts
   */
  readonly ownWriters?: (delivery: Delivery) => { readonly roleName?: string; readonly prefix?: string };

  /** Statements of the key's policy; none when the source is off or its bucket has no customer-managed key. */
  readonly keyStatements: (delivery: Delivery) => PolicyStatement[];
}

/** Values that the statements of a writer are made of. */
export interface Delivery {
  readonly config: AuditConfig;
  readonly names: ReturnType<typeof namesFor>;

  /** Bucket that it writes to. */
  readonly archiveArn: string;
}

/** Values that the statements of the writers of one archive are made of. */
export function deliveryTo(archive: ArchiveName, config: AuditConfig): Delivery {
  const names = namesFor(config);
  return {
    config,
    names,
    archiveArn: bucketArn(config.partition, names.buckets[archive]),
  };
}
