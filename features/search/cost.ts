import type { AuditConfig } from "../../config/audit-config";
import { type CostBasis, type FeatureCost, charge, daysOfMonth } from "../cost";
import { domainMonths, pipelineUnits } from "./estimate";
import { searchedLogs } from "./indexed-logs";
import { searchPrices } from "./prices";

/** What the estimate of a month contains for the search. */
export const cost: FeatureCost = {
  prices: searchPrices,
  charges: (basis) => {
    const { price } = basis;
    const { size, minUnits } = basis.config.search;
    const unit = price("ingestionUnitMonth");
    return [
      charge("OpenSearch domain", "search.size", 1, "domains", domainMonths(price)[size]),
      charge("OpenSearch ingestion", "search.minUnits", minUnits, "units", unit),
      charge("OpenSearch ingestion of other logs", "search.logs", otherPipelineUnits(basis), "units", unit),
    ];
  },
  levers: [
    {
      setting: "search.enabled",
      change: "false",
      loses: "search and dashboards of OpenSearch; Athena has the same events",
      changed: (config: AuditConfig) =>
        config.search.enabled ? { ...config, search: { ...config.search, enabled: false } } : undefined,
    },
  ],
};

/** Units of the pipelines for all logs except the trail. Each pipeline has at least one unit, and as many as its volume needs. */
function otherPipelineUnits({ config, gigabytesOf }: CostBasis): number {
  const units = searchedLogs(config).map((logClass) =>
    Math.min(config.search.logs[logClass].maxUnits, pipelineUnits(gigabytesOf(logClass) / daysOfMonth)),
  );
  return units.reduce((sum, count) => sum + count, 0);
}
