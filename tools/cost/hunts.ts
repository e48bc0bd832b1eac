import type { AuditConfig } from "../../config/audit-config";
import { huntsWithLogs } from "../../config/derived/hunt-sources";
import { type HuntSource, huntDays, huntSources, partsOf } from "../../hunts/hunt";
import type { Usage } from "./usage";

/**
 * Gigabytes that the daily hunts read: each day of log files is read by as many runs as a run reads days.
 *
 * @param gigabytes log files of a source as they are stored, of any period
 */
export const huntedGigabytes = (gigabytes: number): number => gigabytes * huntDays;

/** A source of hunts, and what they read of it in a month. */
export interface HuntedLogs {
  /** Name of the source in a bill. */
  readonly logs: string;
  readonly gigabytes: number;
}

/**
 * What the daily hunts read of each source. Of flow logs, Athena reads only the columns that hunts use, so it is less than this.
 *
 * @param trail gigabytes of a month that the trail writes, as JSON
 */
export function huntedLogs(config: AuditConfig, usage: Usage, trail: number): HuntedLogs[] {
  if (!config.hunts.enabled) return [];
  const read = new Set(huntsWithLogs(config).flatMap((hunt) => partsOf(hunt).map(({ source }) => source)));
  const volumes: Readonly<Record<HuntSource, HuntedLogs>> = {
    cloudtrail: { logs: "CloudTrail", gigabytes: trail / usage.compression },
    "flow-logs": { logs: "VPC flow logs", gigabytes: (usage.flowLogGigabytes ?? 0) / usage.compression },
    "dns-logs": { logs: "DNS query logs", gigabytes: (usage.dnsLogGigabytes ?? 0) / usage.compression },
    // S3 writes them as text, and nothing compresses them
    "access-logs": { logs: "S3 access logs", gigabytes: usage.accessLogGigabytes ?? 0 },
    findings: { logs: "Security Hub findings", gigabytes: (usage.findingGigabytes ?? 0) / usage.compression },
  };
  return huntSources
    .filter((source) => read.has(source))
    .map((source) => ({ logs: volumes[source].logs, gigabytes: huntedGigabytes(volumes[source].gigabytes) }));
}
