/** The buckets that keep logs. */
export { type ArchiveWriters } from "../modules/archive/archive-writers";
export { AuditArchive, type AuditArchiveProps } from "../modules/archive/audit-archive";
export { type LogPrefixes } from "../modules/archive/shared-names";
export {
  type AccessLog,
  ArchiveBucket,
  type ArchiveBucketProps,
  type ObjectLock,
} from "../modules/archive/archive-bucket";
export { type BucketLifecycle } from "../modules/archive/bucket-lifecycle";
export { type OwnWriters } from "../modules/iam/bucket-guards";
