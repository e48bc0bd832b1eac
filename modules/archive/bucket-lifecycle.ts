import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** Days after which objects change their storage class and expire. A step without a value does not happen. */
export interface BucketLifecycle {
  readonly infrequentAccessDays?: number | null;
  readonly glacierInstantRetrievalDays?: number | null;
  readonly glacierDays?: number | null;
  readonly deepArchiveDays?: number | null;
  readonly expireDays?: number | null;

  /** Days that a version is kept after it was overwritten, deleted or expired. Null keeps it forever. */
  readonly noncurrentDays: number | null;

  /** Days an unfinished upload is kept. */
  readonly abortIncompleteUploadDays: number;
}

/**
 * The one lifecycle rule of a bucket, for every object in it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export function lifecycleRule(lifecycle: BucketLifecycle): S3BucketLifecycleConfigurationRule {
  const steps = [
    { days: lifecycle.infrequentAccessDays, storageClass: "STANDARD_IA" },
    { days: lifecycle.glacierInstantRetrievalDays, storageClass: "GLACIER_IR" },
    { days: lifecycle.glacierDays, storageClass: "GLACIER" },
    { days: lifecycle.deepArchiveDays, storageClass: "DEEP_ARCHIVE" },
  ];
  return {
    id: "retention",
    status: "Enabled",
    // An empty prefix means the whole bucket. Without a filter, every plan of the provider shows a change
    filter: [{ prefix: "" }],
    transition: steps.flatMap(({ days, storageClass }) => (typeof days === "number" ? [{ days, storageClass }] : [])),
    ...(typeof lifecycle.expireDays === "number" && { expiration: [{ days: lifecycle.expireDays }] }),
    ...(lifecycle.noncurrentDays !== null && {
      noncurrentVersionExpiration: [{ noncurrentDays: lifecycle.noncurrentDays }],
    }),
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: lifecycle.abortIncompleteUploadDays }],
  };
}
