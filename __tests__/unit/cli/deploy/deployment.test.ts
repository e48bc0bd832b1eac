import { setImmediate } from "node:timers/promises";
import { type Attempt, type DeploymentOptions, deploy } from "../../../../cli/deploy/deployment";
import type { Root } from "../../../../cli/deploy/waves";

const root = (name: string): Root => ({ name, folder: name, dependencies: [] });
const waves = [[root("archive")], [root("a"), root("b"), root("c")], [root("last")]];
const done: Attempt = { isDone: true, errors: [], changes: { add: 1, change: 0, remove: 0 } };
const failed: Attempt = { isDone: false, errors: ["AccessDenied"] };
const throttled: Attempt = { isDone: false, errors: ["Throttling: Rate exceeded"] };

/** Deploys with the given results of each root: one for each attempt, and then success. */
async function run(answers: Readonly<Record<string, Attempt[]>> = {}, changes: Partial<DeploymentOptions> = {}) {
  const events: string[] = [];
  const noted: string[] = [];
  let running = 0;
  let most = 0;
  const outcomes = await deploy({
    waves,
    planOnly: false,
    parallelism: 2,
    pauses: [0, 0],
    journal: { has: () => false, add: ({ name }) => void noted.push(name) },
    attempt: async ({ name }) => {
      events.push(`begin ${name}`);
      most = Math.max(most, ++running);
      await setImmediate();
      running--;
      events.push(`end ${name}`);
      return answers[name]?.shift() ?? done;
    },
    report: () => {},
    ...changes,
  });
  const results = Object.fromEntries(outcomes.map(({ root: name, result }) => [name, result]));
  return { outcomes, results, events, noted, most };
}

test("a wave begins after the wave before it, and at most the allowed number of roots runs at once", async () => {
  const { events, results, most } = await run();

  expect(Object.values(results)).toEqual(Array(5).fill("applied"));
  expect(events.indexOf("end archive")).toBeLessThan(events.indexOf("begin a"));
  for (const name of ["a", "b", "c"]) expect(events.indexOf(`end ${name}`)).toBeLessThan(events.indexOf("begin last"));
  expect(most).toBe(2);
});

test("no other root is started after a failure, and running roots are completed", async () => {
  const { results, noted } = await run({ a: [failed] });

  expect(results).toEqual({ archive: "applied", a: "failed", b: "applied", c: "not started", last: "not started" });
  expect(noted).toEqual(["archive", "b"]);
});

test("a failed plan does not stop the other roots, because it changes nothing", async () => {
  const { results, noted } = await run({ a: [failed] }, { planOnly: true });

  expect(results).toEqual({ archive: "planned", a: "failed", b: "planned", c: "planned", last: "planned" });
  expect(noted).toEqual([]);
});

test("a root that AWS throttles is retried after each of several pauses", async () => {
  const twice = await run({ a: [throttled, throttled] });
  const thrice = await run({ a: [throttled, throttled, throttled] });

  expect(twice.results["a"]).toBe("applied");
  expect(thrice.results["a"]).toBe("failed");
  expect(thrice.events.filter((event) => event === "begin a")).toHaveLength(3);
});

test("a root with any other error is not retried", async () => {
  const { events, outcomes } = await run({ a: [failed] });

  expect(events.filter((event) => event === "begin a")).toHaveLength(1);
  expect(outcomes.find((outcome) => outcome.root === "a")?.errors).toEqual(["AccessDenied"]);
});

test("roots that an interrupted deployment applied are skipped, but planned", async () => {
  const journal = { has: ({ name }: Root) => name !== "b", add: () => {} };
  const applied = await run({}, { journal });
  const planned = await run({}, { journal, planOnly: true });

  expect(applied.events).toEqual(["begin b", "end b"]);
  expect(applied.results).toMatchObject({ archive: "applied before", b: "applied", last: "applied before" });
  expect(planned.events).toHaveLength(10);
});

test("each root is reported once, after its deployment", async () => {
  const reported: string[] = [];
  await run({ a: [throttled] }, { report: (outcome) => void reported.push(outcome.root) });

  expect(reported.toSorted()).toEqual(["a", "archive", "b", "c", "last"]);
});
