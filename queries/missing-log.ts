import type { SavedQuery } from "./saved-queries";

/** What an organization collects, as far as a table depends on it. */
export interface CollectedLogs {
  readonly webAclLogs: boolean;
}

/**
 * The setting without which a table of the question is not there: that of AWS WAF's logs is, where they are collected.
 * Undefined where every table is.
 */
export function missingLog({ sql }: Pick<SavedQuery, "sql">, collected: CollectedLogs): string | undefined {
  return collected.webAclLogs || !/\bwaf_logs\b/.test(sql) ? undefined : "logSources.webAclLogs.enabled";
}
