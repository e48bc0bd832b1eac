/**
 * Settings that not every bucket has. Buckets made since April 2023 have the first two. Versioning, encryption and, where a
 * trail delivers, a policy exist in every bucket.
 */
export const optionalBucketSettings = [
  "publicAccessBlock",
  "ownership",
  "lifecycle",
  "objectLock",
  "accessLogging",
] as const;

export type OptionalBucketSetting = (typeof optionalBucketSettings)[number];
