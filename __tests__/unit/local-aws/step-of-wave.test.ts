import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../../../shared/child-process";
import { stepOfWave } from "../../../local-aws/step-of-wave";
import type { Say } from "../../../shared/steps";

let steps: string[];
let details: string[];
const show = (text: string, work: (say: Say) => Promise<void>) => {
  steps.push(text);
  return work((detail) => details.push(detail));
};
const deploy = (stacks: readonly string[], work: (stack: string) => Promise<void>) =>
  stepOfWave("deploying", stacks, work, show);

beforeEach(() => {
  steps = [];
  details = [];
});

test("runs all stacks in parallel as one step, and prints the stacks that are not complete", async () => {
  const begun: string[] = [];
  const pauses: Record<string, number> = { first: 60, second: 1, third: 30 };

  await deploy(Object.keys(pauses), async (stack) => {
    begun.push(stack);
    await sleep(pauses[stack]);
  });

  expect(begun).toEqual(["first", "second", "third"]);
  expect(steps).toEqual(["deploying first, second, third"]);
  expect(details).toEqual(["waiting for first, third", "waiting for first"]);
});

test("completes the other stacks when some fail, and reports every failure", async () => {
  const done: string[] = [];

  const work = deploy(["first", "second", "third"], async (stack) => {
    if (stack !== "second") throw new CommandError(`${stack} is locked`);
    await sleep(20);
    done.push(stack);
  });

  await expect(work).rejects.toThrow(new CommandError("first is locked\nthird is locked"));
  expect(done).toEqual(["second"]);
});

test("fails with an error that no command reported", async () => {
  const failure = new TypeError("a mistake of ours");

  const work = deploy(["first", "second"], async (stack) => {
    throw stack === "first" ? new CommandError("it is locked") : failure;
  });

  await expect(work).rejects.toBe(failure);
});
