import { setTimeout as sleep } from "node:timers/promises";
import type { QueryEngine, QueryRequest } from "../../../../cli/query/query-engine";
import type { QueryPlan } from "../../../../cli/query/query-plan";
import { runPlan } from "../../../../cli/query/run-plan";

const sql = (i: number) => `SELECT ${i} AS a FROM t ORDER BY a LIMIT 10`;
const plan = (count: number): QueryPlan => ({
  mode: count === 1 ? "whole" : "accounts",
  scans: [],
  reads: [],
  parts: Array.from({ length: count }, (_, i) => ({ sql: sql(count - i), reads: [] })),
});

/** A simulated engine that returns the number in the statement after a while. */
class StandIn implements QueryEngine {
  public mostAtOnce = 0;
  public stopped = 0;
  public readonly requests: QueryRequest[] = [];
  private atOnce = 0;

  constructor(private readonly failing?: number) {}

  async answer(request: QueryRequest, progress: (state: string, bytes: number) => void) {
    this.requests.push(request);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    const value = /\d+/.exec(request.sql)?.[0] ?? "";
    progress("running", 500);
    await sleep(5);
    this.atOnce--;
    if (Number(value) === this.failing) throw new Error("the engine refused it");
    return { columns: ["a"], types: ["bigint"], rows: [[value]], scannedBytes: 1_000 };
  }

  async stop() {
    this.stopped++;
  }
}

async function run(count: number, engine = new StandIn()) {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  return { said, answer: await runPlan(plan(count), { engine, values: ["v"], database: "d", say }) };
}

test.each([1, 3, 4, 5, 11])(
  "each of %i parts runs once, at most four run at the same time, and their rows are joined",
  async (count) => {
    const engine = new StandIn();
    const { answer } = await run(count, engine);

    expect(engine.mostAtOnce).toBe(Math.min(count, 4));
    expect(engine.requests.map((request) => request.sql).toSorted()).toEqual(
      plan(count)
        .parts.map((part) => part.sql)
        .toSorted(),
    );
    for (const request of engine.requests) expect(request).toMatchObject({ values: ["v"], database: "d" });
    const numbers = Array.from({ length: count }, (_, i) => [String(i + 1)]);
    expect(answer).toEqual({
      columns: ["a"],
      types: ["bigint"],
      rows: numbers.slice(0, 10),
      scannedBytes: count * 1_000,
    });
  },
);

test("a single statement reports its state, and several report the number of finished parts", async () => {
  expect((await run(1)).said).toEqual(["running, 500 bytes read", "done, 1 kB read"]);
  const { said } = await run(2);
  expect(said[0]).toBe("0 of 2 parts done, 500 bytes read");
  expect(said.at(-1)).toBe("2 of 2 parts done, 2 kB read");
});

test("a failed part cancels the others, prevents new parts, and its error is thrown", async () => {
  const engine = new StandIn(20);

  await expect(run(20, engine)).rejects.toThrow("the engine refused it");
  await sleep(20);
  expect(engine.stopped).toBe(1);
  expect(engine.requests.length).toBeLessThanOrEqual(7);
});
