import { deliveringRoles } from "../../log-sources/delivering-roles";
import { type NameSource, archiveBucketNames } from "./names";

/** Bucket to which S3 delivers the access logs of an account first, because it delivers only within an account and region. */
export function accessLogBucketName({ prefix }: Pick<NameSource, "prefix">, accountId: string): string {
  return archiveBucketNames(prefix, accountId).accessLogs;
}

/** Role that replicates access logs to the access-log bucket of the archive. Its name is the same in every account. */
export function accessLogReplicationRoleName({ prefix }: Pick<NameSource, "prefix">): string {
  return deliveringRoles(prefix).accessLogs;
}
