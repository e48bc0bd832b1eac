import { loadConfig } from "../../../../../config/load";
import { detectionsOf } from "../../../../../config/derived/detections-of";
import { archiveBuckets } from "../../../../../config/names/names";
import {
  type AthenaBacktestProps,
  prepareBacktest,
  runBacktest,
} from "../../../../../cli/backtest/athena/athena-backtest";
import { athenaResult, drawAthenaResult } from "../../../../../cli/backtest/athena/result";
import { catalogOf } from "../../../../../cli/query/dry-run";
import type { QueryEngine, QueryRequest } from "../../../../../cli/query/query-engine";
import { account } from "../../../../../sample-data/values";
import { CommandError } from "../../../../../shared/child-process";

const config = loadConfig("config/examples/everything.yaml");
const target = { config, catalog: catalogOf(config), buckets: archiveBuckets(config), leftOut: [], isPaid: true };
const props: AthenaBacktestProps = {
  detections: detectionsOf(config).slice(0, 3),
  reach: { from: "2026-10-01", to: "2026-10-30" },
  target,
  scanLimit: 100e9,
  now: new Date("2026-11-20T12:00:00Z"),
  isRestored: false,
};
const sizeOf = async () => 1e6;

/** Returns one match of the first detection for every query, at the beginning of the query's window. */
class StandIn implements QueryEngine {
  public readonly requests: QueryRequest[] = [];

  public async answer(request: QueryRequest) {
    this.requests.push(request);
    const start = Date.parse((request.values[0] ?? "").replaceAll("/", "-"));
    const time = new Date(start).toISOString();
    return {
      columns: [],
      types: [],
      rows: [["1", "period", String(start / 1_000), "2", time, time]],
      scannedBytes: 5e9,
    };
  }

  public async stop(): Promise<void> {}
}

const run = (engine: QueryEngine, given: AthenaBacktestProps = props) =>
  prepareBacktest(given, sizeOf).then((prepared) =>
    runBacktest(prepared, given, { engine, database: "audit", say: () => undefined }),
  );

test("no query runs before the price is known", async () => {
  const { price, queries } = await prepareBacktest(props, sizeOf);

  expect(price).toMatchObject({ queries: queries.length, readings: 1 });
  expect(price.partitions).toBeGreaterThan(30);
  expect(price.bytes).toBeCloseTo(price.partitions * 1e6, -3);
});

test("a long time is split into queries within the scan limit, which read each day once", async () => {
  const { price, queries } = await prepareBacktest({ ...props, scanLimit: 2e8 }, sizeOf);
  const days = queries.map(({ planned }) => planned.values);

  expect(queries.length).toBe(Math.min(31, Math.ceil((price.bytes + price.uncertainty) / 1e8)));
  expect([days[0]?.[0], days.at(-1)?.[1]]).toEqual(["2026/10/01", "2026/10/31"]);
});

test("the counts of all queries are added, and the result contains the bytes that were read", async () => {
  const engine = new StandIn();
  const ran = await run(engine, { ...props, scanLimit: 2e8 });
  const result = athenaResult(ran);
  const count = engine.requests.length;

  expect(count).toBeGreaterThan(1);
  expect(result.read).toMatchObject({ days: 30, queries: count, scannedBytes: count * 5e9 });
  expect(result.read.dollars).toBeCloseTo(count * 0.025);
  expect(result.detections[0]).toMatchObject({ events: 2 * count });
  expect(drawAthenaResult(result, { width: 120, isColoured: false, isAll: true })).toContain(
    `in ${count} queries, about $`,
  );
});

test("the result names a detection that SQL cannot evaluate, and contains all others", async () => {
  const detections = detectionsOf(config);
  const result = athenaResult(await run(new StandIn(), { ...props, detections }));
  const refused = result.problems.named.map(({ file }) => file);

  expect(refused).toEqual(["detection call-volume-unusual"]);
  expect(result.detections).toHaveLength(detections.length - 1);
});

test("no query runs if SQL can evaluate none of the detections", async () => {
  const detections = detectionsOf(config).filter(({ id }) => id === "call-volume-unusual");

  await expect(prepareBacktest({ ...props, detections }, sizeOf)).rejects.toThrow(
    "no detection can be evaluated with SQL:\n  detection call-volume-unusual: not evaluated: the condition `=` on `$.insightDetails.state` has no column",
  );
});

test("days that S3 moved to Glacier are refused, because Athena would find no events", async () => {
  const long = { ...props, reach: { from: "2026-01-01", to: "2026-10-30" }, now: new Date("2030-01-01T00:00:00Z") };

  await expect(prepareBacktest(long, sizeOf)).rejects.toThrow(CommandError);
  await expect(prepareBacktest(long, sizeOf)).rejects.toThrow("S3 moves logs to Glacier");
  await expect(prepareBacktest({ ...long, isRestored: true }, sizeOf)).resolves.toBeDefined();
});

test("days and accounts that the tables do not contain are refused, because Athena would find no events", async () => {
  const reach = { from: "2020-01-01", to: "2026-10-30", accounts: [account(1), account(0)] };

  await expect(prepareBacktest({ ...props, reach }, sizeOf)).rejects.toThrow(
    [
      `account ${account(0)} is not in the configuration, so the tables do not contain its events; add it to accounts`,
      "--from 2020-01-01 is before 2026-01-01, the first day of the tables; use --from 2026-01-01, or set an earlier query.firstDay",
    ].join("\n"),
  );
});
