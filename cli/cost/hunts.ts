import type { AuditConfig } from "../../config/audit-config";
import { huntsWithLogs } from "../../config/derived/hunt-sources";
import { type HuntSource, huntDays, huntSources, partsOf } from "../../hunts/hunt";
import type { Usage } from "./usage";

/**
 * Gigabytes that the daily hunts read. Each run reads {@link huntDays} days, so each log file is read that many times.
 *
 * @param gigabytes stored size of the log files of a source, for any period
 */
export const huntedGigabytes = (gigabytes: number): number => gigabytes * huntDays;

/** A log source that hunts read, and the volume that they read in a month. */
export interface HuntedLogs {
  /** Name of the source in a bill. */
  readonly logs: string;
  readonly gigabytes: number;
}

/**
 * The volume that the daily hunts read from each log source. For flow logs the real volume is smaller, because Athena reads only
 * the columns that hunts use.
 *
 * @param trail gigabytes of JSON that the trail writes in a month
 */
export function huntedLogs(config: AuditConfig, usage: Usage, trail: number): HuntedLogs[] {
  if (!config.hunts.enabled) return [];
  const read = new Set(huntsWithLogs(config).flatMap((hunt) => partsOf(hunt).map(({ source }) => source)));
  const volumes: Readonly<Record<HuntSource, HuntedLogs>> = {
    cloudtrail: { logs: "CloudTrail", gigabytes: trail / usage.compression },
    "flow-logs": { logs: "VPC flow logs", gigabytes: (usage.flowLogGigabytes ?? 0) / usage.compression },
    "dns-logs": { logs: "DNS query logs", gigabytes: (usage.dnsLogGigabytes ?? 0) / usage.compression },
    // S3 does not compress access logs
    "access-logs": { logs: "S3 access logs", gigabytes: usage.accessLogGigabytes ?? 0 },
    findings: { logs: "Security Hub findings", gigabytes: (usage.findingGigabytes ?? 0) / usage.compression },
  };
  return huntSources
    .filter((source) => read.has(source))
    .map((source) => ({ logs: volumes[source].logs, gigabytes: huntedGigabytes(volumes[source].gigabytes) }));
}
