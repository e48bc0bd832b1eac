import { type ConfigCopySource, configCopyNames } from "../names/aws-config-replica";
import { archiveBucketNames } from "../names/names";
import type { AuditConfig } from "../audit-config";

/**
 * Archives in which a log can be overwritten: roles of accounts write to them. Only AWS services write to the others, under
 * keys that they choose.
 */
export const overwritableArchives = ["config", "serviceLogs", "accessLogs"] as const;

type Source = ConfigCopySource & {
  readonly logSources: { readonly webAclLogs: Pick<AuditConfig["logSources"]["webAclLogs"], "enabled"> };
};

/** The buckets of the archive that are made: those of AWS WAF's logs and the copy of the Config archive on request. */
export function existingBuckets(config: Source): string[] {
  const { prefix, accounts, logSources } = config;
  const { webAclLogs, ...always } = archiveBucketNames(prefix, accounts.logArchive);
  return [...Object.values(always), ...(logSources.webAclLogs.enabled ? [webAclLogs] : []), ...configCopyNames(config)];
}
