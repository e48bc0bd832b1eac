import type { AuditConfig } from "../config/audit-config";
import { prices, usd } from "../config/schema/prices";

/** What the hunts cost at most, by the size that the configuration gives them. Undefined without hunts. */
export function huntCost({ hunts }: Pick<AuditConfig, "hunts">): string | undefined {
  if (!hunts.enabled) return undefined;
  const { scanLimitGigabytes: limit } = hunts;
  const run = (limit / 1_000) * prices.athenaTerabyte;
  return `hunts: a run reads ${limit.toLocaleString("en-US")} GB of each source at most (hunts.scanLimitGigabytes), which costs ${usd(run)}, and 30 runs ${usd(30 * run)}`;
}
