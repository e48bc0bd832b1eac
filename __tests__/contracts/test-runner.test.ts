import { basename, resolve } from "node:path";
import { run } from "../../shared/child-process";
import SlowestFirst from "../support/jest/slowest-first";
import slowestFiles from "../support/slowest-files.json";

/** What Jest prints with `--json` about one test file. */
interface FileResult {
  readonly name: string;
  readonly status: "passed" | "failed";
  readonly message: string;
  readonly assertionResults: readonly {
    readonly title: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

const files = new Map<string, FileResult>();
beforeAll(async () => {
  const examples = ["--testMatch", "**/support/jest/examples/*.test.ts", "--testTimeout", "500"];
  const { stdout } = await run(process.execPath, ["node_modules/jest/bin/jest.js", ...examples, "--json", "-i"]);
  const { testResults }: { readonly testResults: readonly FileResult[] } = JSON.parse(stdout);
  for (const file of testResults) files.set(basename(file.name, ".test.ts"), file);
});

test.each([
  ["a test that hangs", "Exceeded timeout of 500 ms for a test"],
  ["a wrong value", "expect(received).toBe(expected) // Object.is equality\n\nExpected: 4\nReceived: 3"],
  ["a wrong value in a loop", "Error: the third account\nexpect(received).toBe(expected)"],
  [
    "a replaced module",
    "node:fs cannot be mocked, because earlier test files have loaded it; pass a replacement instead",
  ],
  ["a missing Terraform resource", 'Expected aws_s3_bucket with properties {"bucket":"acme-logs"}'],
])("%s fails with its name and its reason", (title, message) => {
  const results = files.get("fails")?.assertionResults ?? [];

  expect(results).toHaveLength(5);
  expect(results.filter((result) => result.title === title)).toEqual([
    expect.objectContaining({ status: "failed", failureMessages: [expect.stringContaining(message)] }),
  ]);
});

test("a stack trace has the line of the TypeScript file", () => {
  const wrong = files.get("fails")?.assertionResults.find(({ title }) => title === "a wrong value");

  expect(wrong?.failureMessages[0]).toMatch(/support\/jest\/examples\/fails\.test\.ts:8:/);
});

test("a test file that leaves a variable of the environment behind fails, and names the variable", () => {
  const { status, message, assertionResults } = files.get("leaves-a-variable") ?? {};

  expect([status, assertionResults?.map((result) => result.status)]).toEqual(["failed", ["passed"]]);
  expect(message).toContain("LEFT_BY_A_TEST");
});

test("a test file with a name that begins inside a sentence fails, and prints the name", () => {
  const { status, message } = files.get("begins-inside-a-sentence") ?? {};

  expect(status).toBe("failed");
  expect(message).toContain('must begin with its subject or a verb, got "is understood only with its subject"');
});

test("replaced functions, properties and clocks are real again after each test", () => {
  const results = files.get("restores")?.assertionResults ?? [];

  expect(results.map(({ status }) => status)).toEqual(["passed", "passed", "passed"]);
});

test("the test framework keeps no state of earlier test files, which would slow down the later ones", () => {
  expect(files.get("shares-modules")?.assertionResults.map(({ status }) => status)).toEqual(["passed", "passed"]);
});

test("the test files of a process share their modules", () => {
  const loaded = ["restores", "shares-modules"].map((name) => files.get(name)?.assertionResults.at(-1)?.title);

  expect(loaded[0]).toMatch(/^modules loaded at \d+$/);
  expect(loaded[1]).toBe(loaded[0]);
});

describe("the order of test files", () => {
  const paths = ["unit/a.test.ts", ...slowestFiles, "unit/b.test.ts"].map((name) => resolve("__tests__", name));
  const config = { cacheDirectory: resolve(".local/cache"), id: "none", haste: {} };
  const context = { config, hasteFS: { getSize: () => 1 } };
  const orderOf = async (settings: { readonly randomize?: boolean; readonly seed: number }) => {
    const sequencer = new SlowestFirst({ globalConfig: settings, contexts: [] } as never);
    // oxlint-disable-next-line unicorn/no-array-sort -- the method of a sequencer, which returns a new list
    const sorted = await sequencer.sort(paths.map((path) => ({ path, context })) as never);
    return sorted.map(({ path }) => path);
  };

  test("begins with the slowest files, in their order", async () => {
    const order = await orderOf({ seed: 1 });

    expect(order.slice(0, slowestFiles.length)).toEqual(paths.slice(1, -1));
    expect(order).toHaveLength(paths.length);
  });

  test("the order of test files is another one for each seed of --randomize, and repeats with the same seed", async () => {
    const random = (seed: number) => orderOf({ randomize: true, seed });

    expect(await random(1)).toEqual(await random(1));
    expect(await random(1)).not.toEqual(await random(2));
    expect((await random(1)).toSorted()).toEqual(paths.toSorted());
  });
});
