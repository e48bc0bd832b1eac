import type { AuditConfig } from "../config/audit-config";
import { prices, usd } from "../config/schema/prices";

/** Maximum costs of the hunts with the configured limit. Undefined without hunts. */
export function huntCost({ hunts }: Pick<AuditConfig, "hunts">): string | undefined {
  if (!hunts.enabled) return undefined;
  const { scanLimitGigabytes: limit } = hunts;
  const run = (limit / 1_000) * prices.athenaTerabyte;
  return `hunts: a run reads at most ${limit.toLocaleString("en-US")} GB of each source (hunts.scanLimitGigabytes), which costs ${usd(run)}; 30 runs cost ${usd(30 * run)}`;
}
