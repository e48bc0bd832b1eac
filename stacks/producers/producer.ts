import { type archiveBucketNames, bucketArn, namesFor } from "../../config/names/names";
import { partitions } from "../../config/partitions";
import type { AuditConfig } from "../../config/audit-config";
import type { PolicyStatement } from "../../modules/iam/policy-document";

/** A bucket of the log-archive account. */
export type ArchiveName = keyof ReturnType<typeof archiveBucketNames>;

/** Who writes to an archive: what the bucket's policy and the key's have to say, kept together so that both agree. */
export interface Producer {
  /** Archive that the producer writes to. */
  readonly archive: ArchiveName;

  /** Statements of the bucket's policy; none when the producer is off. */
  readonly bucketGrants: (delivery: Delivery) => PolicyStatement[];

  /**
   * Who writes from within the archive's own account, where no grant of the bucket is needed.
   *
   * @default nobody: the producer is a service, or in other accounts
   */
  readonly ownWriters?: (delivery: Delivery) => { readonly roleName?: string; readonly prefix?: string };

  /** Statements of the key's policy; none when the producer is off or its bucket has no customer-managed key. */
  readonly keyGrants: (delivery: Delivery) => PolicyStatement[];
}

/** What a producer's statements are made of. */
export interface Delivery {
  readonly config: AuditConfig;
  readonly names: ReturnType<typeof namesFor>;

  /** Bucket of the producer. */
  readonly bucketArn: string;

  /** `kms:ViaService` value of S3 in the archive's region. */
  readonly viaS3: string;
}

/** What the statements of the producers of one archive are made of. */
export function deliveryTo(archive: ArchiveName, config: AuditConfig): Delivery {
  const { partition, homeRegion } = config;
  const names = namesFor(config);
  return {
    config,
    names,
    bucketArn: bucketArn(partition, names.buckets[archive]),
    viaS3: `s3.${homeRegion}.${partitions[partition].dnsSuffix}`,
  };
}
