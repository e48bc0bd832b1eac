/** The buckets that keep logs. */
export {
  type AccessLog,
  ArchiveBucket,
  type ArchiveBucketProps,
  type ObjectLock,
} from "../modules/archive/archive-bucket";
export { type BucketLifecycle } from "../modules/archive/bucket-lifecycle";
export { type OwnWriters } from "../modules/iam/bucket-guards";
