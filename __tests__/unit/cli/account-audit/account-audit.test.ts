import { setTimeout as sleep } from "node:timers/promises";
import { AccountAudit } from "../../../../cli/account-audit/account-audit";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { organization } from "../../../support/organization";

const { config, stacks: synthesized } = organization("config/examples/everything.yaml", {});
const stacks = [...synthesized].map(([name, { json }]) => readStack(name, json));
const names = stacks.map(({ name }) => name);
const audit = (roots: readonly string[], atOnce = 2, known = stacks) =>
  new AccountAudit({ config, stacks: known, roots }, { roots: atOnce, requests: 2 });

test("chosen roots are read with their stacks, and the results are in the order of the roots", async () => {
  const chosen = names.toReversed().slice(1);

  const results = await audit(chosen).eachRoot(
    async ({ stackName }, { name }) => {
      await sleep(name === "log-archive" ? 20 : 1);
      return [`${stackName} first`, `${name} second`];
    },
    () => {},
  );

  const expected = names.filter((name) => chosen.includes(name));
  expect(expected.length).toBeGreaterThan(2);
  expect(results.toSorted()).toEqual(expected.flatMap((name) => [`${name} first`, `${name} second`]).toSorted());
  expect(results.slice(0, 4)).toEqual(
    ["log-archive", "management"].flatMap((name) => [`${name} first`, `${name} second`]),
  );
});

test("the allowed number of roots is read at the same time, and not more", async () => {
  let running = 0;
  let most = 0;

  await audit(names, 2).eachRoot(
    async () => {
      most = Math.max(most, ++running);
      await sleep(1);
      running--;
      return [];
    },
    () => {},
  );

  expect(most).toBe(2);
});

test("an account is released once, after its last root", async () => {
  const events: string[] = [];

  await audit(names, 16).eachRoot(
    async ({ id }, { name }) => {
      await sleep(name === "management" ? 20 : 1);
      events.push(id);
      return [];
    },
    ({ id }) => void events.push(`release ${id}`),
  );

  const ids = [...new Set(events.filter((event) => !event.startsWith("release")))];
  for (const id of ids) {
    expect(events.filter((event) => event === `release ${id}`)).toHaveLength(1);
    expect(events.indexOf(`release ${id}`)).toBeGreaterThan(events.lastIndexOf(id));
  }
});

test("a root without a stack has no result", async () => {
  const known = stacks.filter(({ name }) => name !== "management");

  const results = await audit(["log-archive", "management"], 2, known).eachRoot(
    async (_, { name }) => [name],
    () => {},
  );
  expect(results).toEqual(["log-archive"]);
});
