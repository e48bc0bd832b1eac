import { gather } from "../../../../cli/report/gather";
import { reportedQueries } from "../../../../cli/report/reported-queries";
import { reportDataSchema } from "../../../../cli/report/report-data";
import { sampleReport } from "../../../../dev/docs/pictures/sample-report";
import { savedQueries } from "../../../../queries/saved-queries";
import { catalogOf } from "../../../../cli/query/dry-run";
import type { QueryEngine, QueryRequest } from "../../../../cli/query/query-engine";
import { archiveBuckets } from "../../../../config/names/names";
import { CommandError } from "../../../../shared/child-process";
import { configOf } from "../../../support/organization";

const config = configOf("config/example.yaml", {});
const target = (engine: QueryEngine) => ({
  config,
  catalog: catalogOf(config),
  buckets: archiveBuckets(config),
  leftOut: [],
  lakeDatabase: undefined,
  isPaid: true,
  connect: () => engine,
});
const period = { from: "2026-11-16", to: "2026-11-22" };
const now = new Date("2026-11-23T06:00:00Z");

/** An engine that returns one row for each query, or fails. */
class FakeEngine implements QueryEngine {
  readonly requests: QueryRequest[] = [];

  constructor(private readonly fails: (sql: string) => boolean = () => false) {}

  async answer(request: QueryRequest) {
    this.requests.push(request);
    if (this.fails(request.sql)) throw new CommandError("the workgroup is gone");
    return { columns: ["account"], types: ["varchar"], rows: [["x"]], scannedBytes: 1_000_000_000 };
  }

  async stop() {}
}

const run = (engine: FakeEngine) => gather({ target: target(engine), engine, period, now, say: () => {} });

test("every query of the report is a saved query, and its sample has the columns of the query", () => {
  const saved = new Map(savedQueries().map((query) => [query.name, query]));

  expect(Object.keys(sampleReport().answers).toSorted()).toEqual(reportedQueries.map(({ name }) => name).toSorted());
  for (const [name, { columns }] of Object.entries(sampleReport().answers)) {
    for (const column of columns) expect(saved.get(name)?.sql).toMatch(new RegExp(`\\b${column}\\b`));
  }
});

test("each query runs once for the given days, and the bytes of all queries are added", async () => {
  const engine = new FakeEngine();
  const gathered = await run(engine);

  expect(Object.keys(gathered.answers)).toEqual(reportedQueries.map(({ name }) => name));
  expect(engine.requests).toHaveLength(reportedQueries.length);
  for (const { values } of engine.requests) expect(values).toContain("2026/11/22");
  const newPrincipals = engine.requests.find(({ sql }) => sql.includes("HAVING min(day)"));
  expect(newPrincipals?.values).toEqual(["2026/10/17", "2026/11/22", "%", "2026/11/16"]);
  expect(gathered.scannedBytes).toBe(reportedQueries.length * 1e9);
  expect(gathered.scanDollars).toBeCloseTo(reportedQueries.length * 0.005);
  expect(reportDataSchema.safeParse({ ...sampleReport(), ...gathered }).success).toBe(true);
});

test("a query that fails is reported with its reason, and the other queries run", async () => {
  const engine = new FakeEngine((sql) => sql.includes("ConsoleLogin"));
  const { answers } = await run(engine);

  expect(answers["identity-sign-ins"]).toEqual({
    columns: [],
    rows: [],
    unreadable: [],
    problem: "the workgroup is gone",
  });
  expect(answers["cost-events-by-day"]?.rows).toEqual([["x"]]);
});

test("no report is created if every query fails", async () => {
  await expect(run(new FakeEngine(() => true))).rejects.toThrow(
    "all queries of the report failed; correct this problem first: the workgroup is gone",
  );
});
