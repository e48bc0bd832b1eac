/** The buckets that keep logs. */
export { type AccessLogWriters, type ArchiveWriters } from "../modules/archive/log-writer";
export { AccessLogBucket, type AccessLogBucketProps } from "../modules/archive/access-log-bucket";
export { AuditArchive } from "../modules/archive/audit-archive";
export { type AuditArchiveProps } from "../modules/archive/audit-archive-props";
export { type BucketProtection } from "../modules/archive/bucket-protection";
export { type LogPrefixes } from "../log-sources/archive-prefixes";
export {
  type AccessLog,
  ArchiveBucket,
  type ArchiveBucketProps,
  type ObjectLock,
} from "../modules/archive/archive-bucket";
export { type BucketLifecycle } from "../modules/archive/bucket-lifecycle";
export { type OwnWriters } from "../modules/iam/bucket-guards";
