import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { type InputProblem, wholeNumber } from "../input/input";

/** Days after which objects change their storage class and expire. A step without a value is omitted. */
export interface BucketLifecycle {
  readonly infrequentAccessDays?: number | null;
  readonly glacierInstantRetrievalDays?: number | null;
  readonly glacierDays?: number | null;
  readonly deepArchiveDays?: number | null;
  readonly expireDays?: number | null;

  /** Days that a version is kept after it was overwritten, deleted or expired. Null keeps the version forever. */
  readonly noncurrentDays: number | null;

  /** Days that an unfinished upload is kept. */
  readonly abortIncompleteUploadDays: number;
}

/**
 * The only lifecycle rule of a bucket. It applies to every object.
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

/**
 * Lifecycle rules of a bucket with several kinds of objects: one rule for each key prefix, and one for unfinished uploads in the
 * whole bucket. If several rules apply to an object, S3 uses the earliest expiration. So the rules must not overlap. No rule
 * applies to an object with another prefix, because an S3 lifecycle rule cannot exclude a prefix.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
 */
export function prefixRules(
  byPrefix: ReadonlyMap<string, BucketLifecycle>,
  { abortIncompleteUploadDays }: Pick<BucketLifecycle, "abortIncompleteUploadDays">,
): S3BucketLifecycleConfigurationRule[] {
  const rules = [...byPrefix].flatMap(([prefix, lifecycle]) => {
    const { abortIncompleteMultipartUpload: _uploads, ...rule } = lifecycleRule(lifecycle);
    const { transition, expiration, noncurrentVersionExpiration } = rule;
    const actions = [transition, expiration, noncurrentVersionExpiration];
    // S3 refuses a rule without an action
    if (actions.every((action) => !Array.isArray(action) || action.length === 0)) return [];
    const id = `retention-${prefix.replaceAll("/", ".").replace(/\.$/, "")}`;
    return [Object.assign(rule, { id, filter: [{ prefix }] })];
  });
  return [
    ...rules,
    {
      id: "unfinished-uploads",
      status: "Enabled",
      filter: [{ prefix: "" }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: abortIncompleteUploadDays }],
    },
  ];
}

/** Rejects prefixes that begin with another prefix, because two rules would then apply to the same object. */
export function prefixProblems(byPrefix: ReadonlyMap<string, BucketLifecycle>): InputProblem[] {
  const prefixes = [...byPrefix.keys()];
  return prefixes.flatMap((prefix, i) => {
    const shorter = prefixes.find((other, j) => i !== j && prefix.startsWith(other));
    if (prefix === "") return ["lifecycleByPrefix: expected key prefixes, got an empty string"];
    return shorter === undefined || shorter === ""
      ? []
      : [`lifecycleByPrefix: expected prefixes that do not overlap, got ${prefix}, which begins with ${shorter}`];
  });
}

/** Days of the lifecycle after which objects change their storage class. S3 accepts 0: the day on which an object is written. */
const transitions = ["infrequentAccessDays", "glacierInstantRetrievalDays", "glacierDays", "deepArchiveDays"] as const;

/** Values that S3 would refuse in a lifecycle, and logs that would expire while they are locked. */
export function lifecycleProblems(
  lifecycle: BucketLifecycle,
  lockDays: number | undefined,
  prefix?: string,
): InputProblem[] {
  const { expireDays } = lifecycle;
  const name = prefix === undefined ? "lifecycle" : `lifecycleByPrefix ${prefix}`;
  return [
    ...transitions.map((step) => wholeNumber(`${name}.${step}`, lifecycle[step], 0)),
    wholeNumber(`${name}.expireDays`, expireDays),
    wholeNumber(`${name}.noncurrentDays`, lifecycle.noncurrentDays),
    wholeNumber(`${name}.abortIncompleteUploadDays`, lifecycle.abortIncompleteUploadDays),
    lockDays !== undefined && typeof expireDays === "number" && expireDays < lockDays
      ? `${name}.expireDays: expected ${lockDays} or more, the days of the lock, got ${expireDays}`
      : undefined,
  ];
}
