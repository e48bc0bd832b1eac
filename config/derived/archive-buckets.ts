import { type ConfigCopySource, configCopyNames } from "../names/aws-config-replica";
import { type HuntBucketSource, huntBucketNames } from "../names/hunts";
import { type LakehouseBucketSource, lakehouseBucketNames } from "../names/lakehouse";
import { type ArchiveBucketSource, archiveBuckets } from "../names/names";
import type { AuditConfig } from "../audit-config";

/**
 * Archives in which a log can be overwritten, because roles of accounts write to these archives. Only AWS services write to the
 * other archives, and these services choose the keys.
 */
export const overwritableArchives = ["config", "serviceLogs", "accessLogs"] as const;

type Source = ConfigCopySource &
  LakehouseBucketSource &
  HuntBucketSource &
  ArchiveBucketSource & {
    readonly logSources: { readonly webAclLogs: Pick<AuditConfig["logSources"]["webAclLogs"], "enabled"> };
  };

/**
 * Names of all buckets with logs, and of the bucket of query results. An adopted bucket of the trail replaces the trail archive.
 * The buckets of AWS WAF, of the copy of the AWS Config archive, of the lakehouse and of the hunts are optional.
 */
export function existingBuckets(config: Source): string[] {
  const { logSources } = config;
  const { webAclLogs, ...always } = archiveBuckets(config);
  return [
    ...Object.values(always),
    ...(logSources.webAclLogs.enabled ? [webAclLogs] : []),
    ...configCopyNames(config),
    ...lakehouseBucketNames(config),
    ...huntBucketNames(config),
  ];
}
