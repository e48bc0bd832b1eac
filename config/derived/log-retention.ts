import type { AuditConfig } from "../audit-config";

/** Days that the error log of a stream is kept: long enough for somebody who returns from a holiday. */
export const streamErrorRetentionDays = 90;

/** Whether the configuration delivers log events or findings by streams, whose tables the crawler describes. */
export function hasStreams({ logSources }: Pick<AuditConfig, "logSources">): boolean {
  const { applicationLogs, securityHubFindings } = logSources;
  const areDelivered = applicationLogs.enabled && applicationLogs.subscription.mode !== "none";
  return areDelivered || securityHubFindings.mode !== "none";
}

/** The shortest retention of the log groups that this configuration creates, in days. */
export function leastLogRetentionDays(config: Pick<AuditConfig, "logSources" | "trail">): number {
  const { applicationLogs, sessions } = config.logSources;
  return Math.min(
    config.trail.logGroupRetentionDays,
    ...(hasStreams(config) ? [streamErrorRetentionDays] : []),
    ...(sessions.enabled && sessions.cloudWatchLogs.enabled ? [sessions.cloudWatchLogs.retentionDays] : []),
    ...(applicationLogs.enabled ? applicationLogs.logGroups.map(({ retentionDays }) => retentionDays) : []),
  );
}
