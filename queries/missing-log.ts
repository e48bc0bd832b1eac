import type { SavedQuery } from "./saved-queries";

/** Log sources of a configuration on which tables depend. */
export interface CollectedLogs {
  readonly webAclLogs: boolean;
}

/**
 * The disabled setting that a saved query requires, because the table of AWS WAF logs exists only if these logs are enabled. Undefined
 * if every table exists.
 */
export function missingLog({ sql }: Pick<SavedQuery, "sql">, collected: CollectedLogs): string | undefined {
  return collected.webAclLogs || !/\bwaf_logs\b/.test(sql) ? undefined : "logSources.webAclLogs.enabled";
}
