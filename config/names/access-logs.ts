import { type NameSource, archiveBucketNames } from "./names";

/** Bucket an account's access logs are delivered to first: S3 delivers within an account and region only. */
export function accessLogBucketName({ prefix }: Pick<NameSource, "prefix">, accountId: string): string {
  return archiveBucketNames(prefix, accountId).accessLogs;
}

/** Role that replicates them into the access-log bucket of the archive, the same in every account. */
export function accessLogReplicationRoleName({ prefix }: Pick<NameSource, "prefix">): string {
  return `${prefix}-access-log-replication`;
}
