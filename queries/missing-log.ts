import type { SavedQuery } from "./saved-queries";

/** What an organization collects, as far as a table depends on it. */
export interface CollectedLogs {
  readonly webAclLogs: boolean;
}

/**
 * The setting that a saved query requires but that is off: the table of AWS WAF logs exists only when they are collected.
 * Undefined when every table exists.
 */
export function missingLog({ sql }: Pick<SavedQuery, "sql">, collected: CollectedLogs): string | undefined {
  return collected.webAclLogs || !/\bwaf_logs\b/.test(sql) ? undefined : "logSources.webAclLogs.enabled";
}
