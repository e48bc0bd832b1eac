import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { type InputProblem, wholeNumber } from "../input/input";

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

/** Days of the lifecycle after which objects change their storage class. S3 can do so on the day they are written. */
const transitions = ["infrequentAccessDays", "glacierInstantRetrievalDays", "glacierDays", "deepArchiveDays"] as const;

/** What S3 would refuse in a lifecycle, and logs that expire while they are locked. */
export function lifecycleProblems(lifecycle: BucketLifecycle, lockDays: number | undefined): InputProblem[] {
  const { expireDays } = lifecycle;
  return [
    ...transitions.map((name) => wholeNumber(`lifecycle.${name}`, lifecycle[name], 0)),
    wholeNumber("lifecycle.expireDays", expireDays),
    wholeNumber("lifecycle.noncurrentDays", lifecycle.noncurrentDays),
    wholeNumber("lifecycle.abortIncompleteUploadDays", lifecycle.abortIncompleteUploadDays),
    lockDays !== undefined && typeof expireDays === "number" && expireDays < lockDays
      ? `lifecycle.expireDays: expected ${lockDays} or more, the days of the lock, got ${expireDays}`
      : undefined,
  ];
}
