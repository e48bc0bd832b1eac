import { cpuHourPrice } from "../../config/schema/readers/lakehouse";
import type { Charge } from "../../features/cost";
import { type Basis, sources, trailGigabytes } from "./lines";

/** Monthly cost of queries on the JSON of the archive, and on the columns of the lakehouse (docs/lakehouse.md). */
export interface LakehouseComparison {
  /** US dollars for the same queries. Undefined if the volume that queries read was not given. */
  readonly queries: { readonly json: number; readonly columns: number } | undefined;

  /** US dollars for the runs themselves, for loading the logs of the month, and for storing the columns. */
  readonly runs: number;
  readonly loads: number;
  readonly storage: number;

  /** Terabytes of JSON that queries must read in a month for the lakehouse to save money. Undefined if it never saves money. */
  readonly paysFromTerabytes: number | undefined;

  /**
   * Gigabytes of logs in a month, before compression, from which the lakehouse saves money. It assumes that queries read more as
   * the logs grow. Undefined if the lakehouse never saves money, or if the volume that queries read was not given.
   */
  readonly paysFromGigabytes: number | undefined;
}

/** Classes of logs that the lakehouse has tables for, apart from the trail. */
export const loadedClasses: ReadonlySet<string> = new Set([
  "flowLogs",
  "dnsQueryLogs",
  "webAclLogs",
  "loadBalancerLogs",
  "accessLogs",
]);

/** Compares the cost of the same queries on JSON and on columns. */
export function compareLakehouse(basis: Basis): LakehouseComparison {
  const { usage, prices } = basis;
  const { queriedTerabytes, columnShare } = usage;
  const gigabytes = loadedGigabytes(basis);
  const cpuHour = cpuHourPrice(prices);
  const runs = usage.lakehouseRuns * usage.runCpuHours * cpuHour;
  const loads = gigabytes * usage.loadCpuHours * cpuHour;
  const kept = (gigabytes / usage.compression) * usage.columnSize * usage.month;
  const storage = (kept / 1_000) * prices.standardMonth;
  const savedByTerabyte = prices.athenaTerabyte * (1 - columnShare);
  const savedNow = (queriedTerabytes ?? 0) * savedByTerabyte;
  // Savings less costs that grow with the logs. The fixed cost is `runs`
  const growth = savedNow - loads - storage;
  return {
    queries: queriedTerabytes === undefined ? undefined : queryCosts(queriedTerabytes, basis),
    runs,
    loads,
    storage,
    paysFromTerabytes: savedByTerabyte > 0 ? (runs + loads + storage) / savedByTerabyte : undefined,
    paysFromGigabytes: growth > 0 ? (gigabytes * runs) / growth : undefined,
  };
}

/** The lines of a bill with a lakehouse. */
export function lakehouseLines({ config, usage }: Basis, { runs, loads, storage }: LakehouseComparison): Charge[] {
  if (!config.lakehouse.enabled) return [];
  return [
    {
      item: "lakehouse, runs and loading",
      setting: "lakehouse.intervalHours",
      quantity: usage.lakehouseRuns,
      unit: "runs",
      amount: runs + loads,
    },
    {
      item: "lakehouse, stored",
      setting: "lakehouse.enabled",
      quantity: usage.month,
      unit: "months of logs",
      amount: storage,
    },
  ];
}

function queryCosts(terabytes: number, { usage, prices }: Basis) {
  const json = terabytes * prices.athenaTerabyte;
  return { json, columns: json * usage.columnShare };
}

function loadedGigabytes(basis: Basis): number {
  const ofSources = sources
    .filter(({ logClass, isEnabled }) => loadedClasses.has(logClass) && isEnabled(basis.config))
    .map(({ field }) => basis.usage[field] ?? 0);
  return ofSources.reduce((sum, gigabytes) => sum + gigabytes, trailGigabytes(basis));
}
