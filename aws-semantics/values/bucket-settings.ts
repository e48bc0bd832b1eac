/**
 * Settings that only some buckets have. Buckets that were created since April 2023 have the first two. Versioning and encryption
 * exist in every bucket, and a bucket policy in every bucket to which a trail delivers.
 */
export const optionalBucketSettings = [
  "publicAccessBlock",
  "ownership",
  "lifecycle",
  "objectLock",
  "accessLogging",
] as const;

export type OptionalBucketSetting = (typeof optionalBucketSettings)[number];
