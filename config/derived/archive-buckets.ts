import { type ConfigCopySource, configCopyNames } from "../names/aws-config-replica";
import { archiveBucketNames } from "../names/names";
import type { AuditConfig } from "../audit-config";

/**
 * Archives in which a log can be overwritten, because roles of accounts write to them. Only AWS services write to the others,
 * and these services choose the keys.
 */
export const overwritableArchives = ["config", "serviceLogs", "accessLogs"] as const;

type Source = ConfigCopySource & {
  readonly logSources: { readonly webAclLogs: Pick<AuditConfig["logSources"]["webAclLogs"], "enabled"> };
};

/** Names of the archive buckets that this configuration creates. The buckets of AWS WAF and of the Config copy are optional. */
export function existingBuckets(config: Source): string[] {
  const { prefix, accounts, logSources } = config;
  const { webAclLogs, ...always } = archiveBucketNames(prefix, accounts.logArchive);
  return [...Object.values(always), ...(logSources.webAclLogs.enabled ? [webAclLogs] : []), ...configCopyNames(config)];
}
