import type { AuditConfig } from "../audit-config";

/** Days that the error log of a stream is kept. */
export const streamErrorRetentionDays = 90;

/** Whether Firehose streams deliver log events or findings. The crawler then creates and updates their tables. */
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
