import { logViews } from "../../../../tables/catalog";
import { CommandError } from "../../../../shared/child-process";
import type { QueryAnswer, QueryEngine, QueryRequest } from "../../../../cli/query/query-engine";
import { runQuery } from "../../../../cli/query/run-query";
import { catalogSource, tables } from "../../../support/catalog";
import { account } from "../../../../sample-data/values";

const { cloudTrailLocation } = catalogSource();
const object = (name: string, id = account(1)) => `${cloudTrailLocation}/${id}/CloudTrail/eu-west-1/2026/03/01/${name}`;
const planned = {
  query: {
    name: "a-query",
    description: "What?",
    sql: "SELECT x FROM cloudtrail_events WHERE day BETWEEN ? AND ? AND account LIKE ? ORDER BY x LIMIT 9",
    parameters: [],
  },
  values: ["2026/03/01", "2026/03/01", "%"],
  catalog: { tables, views: logViews() },
  now: new Date("2026-03-05T12:00:00Z"),
};

/** A simulated engine that fails on each of these objects until the statement excludes it. */
class StandIn implements QueryEngine {
  public readonly requests: QueryRequest[] = [];
  private readonly rows: QueryAnswer = { columns: ["x"], types: ["varchar"], rows: [["1"]], scannedBytes: 1 };

  constructor(
    private readonly bad: readonly string[],
    private readonly reads: (request: QueryRequest) => boolean = () => true,
  ) {}

  async answer(request: QueryRequest) {
    this.requests.push(request);
    if (!this.reads(request)) return this.rows;
    const left = this.bad.find(
      (path) => !request.sql.includes(`'${path}'`) && !request.sql.includes(`'${path.replace(/[^/]*$/, "")}'`),
    );
    if (left !== undefined) throw new CommandError(`HIVE_CURSOR_ERROR: Failed to read file: ${left}`);
    return this.rows;
  }

  async stop() {}
}

const run = (engine: QueryEngine, leftOut: readonly string[] = [], limit?: number) =>
  runQuery(
    { ...planned, leftOut, ...(limit !== undefined && { limit }) },
    { engine, values: planned.values, database: "d", say: () => undefined },
  );

/** The partitions of one account on one day. With this limit, each of the two accounts is a part. */
const oneAccount = 2;
const ofSecondAccount = ({ sql }: QueryRequest) => sql.includes(`account >= '${account(2)}'`);

test("a query without unreadable objects runs once, unchanged", async () => {
  const engine = new StandIn([]);

  expect(await run(engine)).toMatchObject({ rows: [["1"]], unreadable: [] });
  expect(engine.requests.map(({ sql }) => sql)).toEqual([planned.query.sql]);
});

test("an unreadable object of one account is excluded and reported, and the other rows are returned", async () => {
  const bad = [object("a.json.gz"), object("b.json.gz", account(2))];
  const engine = new StandIn(bad);

  expect(await run(engine)).toMatchObject({ rows: [["1"]], unreadable: bad });
  expect(engine.requests).toHaveLength(3);
});

test("a part runs again without an unreadable object, and the other part runs once", async () => {
  const bad = [object("a.json.gz", account(2)), object("b.json.gz", account(2))];
  const engine = new StandIn(bad, ofSecondAccount);

  expect(await run(engine, [], oneAccount)).toMatchObject({ rows: [["1"], ["1"]], unreadable: bad });
  const again = engine.requests.filter(ofSecondAccount);
  expect(again.map(({ sql }) => bad.filter((path) => sql.includes(path)))).toEqual([[], bad.slice(0, 1), bad]);
  expect(engine.requests).toHaveLength(again.length + 1);
});

test("no part runs again after another part failed permanently", async () => {
  const gone = new CommandError("the workgroup is gone");
  const unreadable = new CommandError(`HIVE_CURSOR_ERROR: Failed to read file: ${object("a.json.gz", account(2))}`);
  let hasFailed = () => {};
  const otherFailed = new Promise<void>((resolve) => (hasFailed = resolve));
  const engine = {
    answer: jest.fn(async (request: QueryRequest): Promise<QueryAnswer> => {
      if (!ofSecondAccount(request)) throw gone;
      await otherFailed;
      throw unreadable;
    }),
    stop: async () => hasFailed(),
  };

  await expect(run(engine, [], oneAccount)).rejects.toBe(gone);
  await new Promise(setImmediate);
  expect(engine.answer).toHaveBeenCalledTimes(2);
});

test("quarantined objects are excluded from the first run, and not reported again", async () => {
  const bad = object("a.json.gz");
  const engine = new StandIn([bad]);

  expect(await run(engine, [bad])).toMatchObject({ unreadable: [] });
  expect(engine.requests).toHaveLength(1);
});

test("a folder is excluded after many of its objects", async () => {
  const bad = Array.from({ length: 50 }, (_, i) => object(`${i}.json.gz`));
  const { unreadable } = await run(new StandIn(bad));

  expect(unreadable).toEqual([...bad.slice(0, 3), object("")]);
});

test("the query fails with the engine's error if too many accounts are affected", async () => {
  const bad = Array.from({ length: 30 }, (_, i) => object("a.json.gz", String(100_000_000_000 + i)));
  const engine = new StandIn(bad);

  await expect(run(engine)).rejects.toThrow("HIVE_CURSOR_ERROR");
  expect(engine.requests).toHaveLength(12);
});

test.each([new CommandError("line 1:8: column x cannot be resolved"), new Error(`a bug about ${object("a.json.gz")}`)])(
  "the query fails at once for another reason: %s",
  async (error) => {
    const engine = { answer: jest.fn().mockRejectedValue(error), stop: jest.fn() };

    await expect(run(engine)).rejects.toBe(error);
    expect(engine.answer).toHaveBeenCalledTimes(1);
  },
);
