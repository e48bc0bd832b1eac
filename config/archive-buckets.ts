import { archiveBucketNames } from "./names";
import type { AuditConfig } from "./schema";

type Source = Pick<AuditConfig, "prefix"> & {
  readonly accounts: Pick<AuditConfig["accounts"], "logArchive">;
  readonly logSources: { readonly webAclLogs: Pick<AuditConfig["logSources"]["webAclLogs"], "enabled"> };
};

/** The buckets of the archive that are made: that of AWS WAF's logs is, where they are collected. */
export function existingBuckets({ prefix, accounts, logSources }: Source): string[] {
  const { webAclLogs, ...always } = archiveBucketNames(prefix, accounts.logArchive);
  return [...Object.values(always), ...(logSources.webAclLogs.enabled ? [webAclLogs] : [])];
}
