import { prices } from "../../../../config/schema/prices";
import { lakeFacts } from "../../../../tables/lake/lake-table";
import { compareLakehouse, lakehouseLines, loadedClasses } from "../../../../cli/cost/lakehouse";
import type { Basis } from "../../../../cli/cost/lines";
import { type GivenUsage, completeUsage } from "../../../../cli/cost/usage";
import { organization } from "../../../support/organization";

const { config } = organization("config/examples/everything.yaml");
const counted = { keys: 0, alarms: 0, metrics: 0, requestMetricFilters: 0, scheduledCrawlers: 0, dailyRules: 0 };
const trail = { ...config.trail, excludeKmsEvents: false };

/** The volume of a thousand gigabytes of events in a month, without other logs. */
const given = { managementEvents: 1e9, dataEvents: 0, eventBytes: 1_000 };

function compared(usage: GivenUsage = {}, rates: Basis["prices"] = prices) {
  const basis = { config: { ...config, trail }, counted, prices: rates };
  return compareLakehouse({ ...basis, usage: completeUsage(config, { ...given, ...usage }).usage });
}

const cpuHour = prices.sparkCpuHour + 4 * prices.sparkMemoryHour;

test("the comparison contains known amounts for known volumes", () => {
  const { queries, runs, loads, storage } = compared({ queriedTerabytes: 100, month: 3 });

  expect(queries?.json).toBeCloseTo(500);
  expect(queries?.columns).toBeCloseTo(50);
  expect(runs).toBeCloseTo(365 * 0.4 * cpuHour);
  expect(loads).toBeCloseTo(1_000 * 0.06 * cpuHour);
  expect(storage).toBeCloseTo((100 * 3 * 23) / 1_000);
});

test("the lakehouse saves money above the terabytes at which its queries, runs, loads and storage cost as much as queries on JSON", () => {
  const from = compared().paysFromTerabytes ?? NaN;
  const difference = (queriedTerabytes: number) => {
    const { queries, runs, loads, storage } = compared({ queriedTerabytes });
    return (queries?.json ?? NaN) - (queries?.columns ?? NaN) - runs - loads - storage;
  };

  expect(difference(from)).toBeCloseTo(0);
  expect(difference(from * 0.99)).toBeLessThan(0);
  expect(difference(from * 1.01)).toBeGreaterThan(0);
});

test("the lakehouse saves money above the gigabytes at which both costs are equal, if queries grow with the logs", () => {
  const from = compared({ queriedTerabytes: 10 }).paysFromGigabytes ?? NaN;
  const growth = from / 1_000;
  const { queries, runs, loads, storage } = compared({
    queriedTerabytes: 10 * growth,
    managementEvents: 1e9 * growth,
  });

  expect((queries?.json ?? NaN) - (queries?.columns ?? NaN)).toBeCloseTo(runs + loads + storage);
});

test("no size saves money if queries on columns read as much as queries on JSON, or if the saving is less than the cost of loads and storage", () => {
  const none = compared({ queriedTerabytes: 1_000, columnShare: 1 });
  const few = compared({ queriedTerabytes: 1, month: 120 });

  expect(none.paysFromTerabytes).toBeUndefined();
  expect(none.paysFromGigabytes).toBeUndefined();
  expect(few.paysFromTerabytes).toBeGreaterThan(1);
  expect(few.paysFromGigabytes).toBeUndefined();
});

test("only the threshold in terabytes is known without the volume of queries", () => {
  expect(compared()).toMatchObject({ queries: undefined, paysFromGigabytes: undefined });
  expect(compared().paysFromTerabytes).toBeGreaterThan(0);
});

test("every table of the lakehouse is counted", () => {
  const classes = Object.keys(lakeFacts).map((table) => {
    if (table.startsWith("cloudtrail")) return "trail";
    if (table === "waf_logs") return "webAclLogs";
    if (table === "dns_logs") return "dnsQueryLogs";
    return table.replace("s3_", "").replaceAll(/_./g, ([, letter = ""]) => letter.toUpperCase());
  });

  expect(new Set(classes)).toEqual(new Set(["trail", ...loadedClasses]));
});

test("a log source that is disabled is not loaded", () => {
  const basis = { config, counted, prices, usage: completeUsage(config, { ...given, dnsLogGigabytes: 1e6 }).usage };
  const without = {
    ...config,
    logSources: { ...config.logSources, dnsQueryLogs: { ...config.logSources.dnsQueryLogs, vpcs: "none" as const } },
  };

  expect(compareLakehouse({ ...basis, config: without }).loads).toBeLessThan(compareLakehouse(basis).loads / 100);
});

test.each(["columnShare", "columnSize", "loadCpuHours", "runCpuHours", "lakehouseRuns"] as const)(
  "a given value replaces %s, and a higher value increases the cost of the lakehouse",
  (name) => {
    const { usage } = completeUsage(config, given);
    const cost = (value: number) => compared({ queriedTerabytes: 100, [name]: value }).paysFromTerabytes ?? Infinity;

    expect(cost(usage[name] * 2)).toBeGreaterThan(cost(usage[name]));
  },
);

test.each([
  [true, ["lakehouse, runs and loading", "lakehouse, stored"]],
  [false, []],
])("the cost estimate contains the lakehouse if it is enabled: %j", (enabled, items) => {
  const usage = completeUsage(config, given).usage;
  const basis = { config: { ...config, lakehouse: { ...config.lakehouse, enabled } }, usage, counted, prices };
  const comparison = compareLakehouse(basis);
  const lines = lakehouseLines(basis, comparison);

  expect(lines.map(({ item }) => item)).toEqual(items);
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  expect(total).toBeCloseTo(enabled ? comparison.runs + comparison.loads + comparison.storage : 0);
});

test.each([
  [1, 730],
  [2, 365],
  [24, 30],
])("the lakehouse has %i runs a month with %i hours between runs", (intervalHours, runs) => {
  const { usage } = completeUsage(
    { ...config, lakehouse: { ...config.lakehouse, intervalHours: intervalHours as 1 } },
    {},
  );

  expect(usage.lakehouseRuns).toBe(runs);
});
