import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { costCommand } from "../../cli/cost/command";

const folder = mkdtempSync(join(tmpdir(), "cost-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command, and returns its output. */
async function run(...args: readonly string[]): Promise<string> {
  const written = jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await costCommand().parseAsync(["--config", "config/example.yaml", ...args], { from: "user" });
    return written.mock.calls.flat().join("\n");
  } finally {
    jest.restoreAllMocks();
  }
}

function fileOf(text: string): string {
  const path = join(folder, "usage.yaml");
  writeFileSync(path, text);
  return path;
}

test("the printed form can be read again, and does not change the estimate", async () => {
  const form = fileOf(await run("--form"));
  const { total } = JSON.parse(await run("--json"));

  expect(JSON.parse(await run("--json", "--usage", form)).total).toBe(total);
});

test("every field of the form has a description", async () => {
  expect(await run("--form")).not.toContain("undefined");
});

test("the table contains the month, the total and the missing volumes", async () => {
  const text = await run("--usage", fileOf("month: 3\nmanagementEvents: 1000000"));

  expect(text).toMatch(/month 3: \$\d/);
  expect(text).toContain("missing from the total, because the usage form has no volume: configItems");
  // oxlint-disable-next-line no-control-regex -- colours
  expect(text).not.toMatch(/\u001B/);
});

test("prices in a file replace list prices, and the other prices stay", async () => {
  const keysOf = (text: string) => JSON.parse(text).lines.find(({ item }: { item: string }) => item === "KMS keys");
  const list = keysOf(await run("--json"));
  const own = keysOf(await run("--json", "--prices", fileOf("keyMonth: 3")));

  expect(own.amount).toBeCloseTo(3 * list.amount);
});

test.each([
  ["an unknown name", "flowLogs: 1", ["flowLogs (line 1): unknown name; known names are"]],
  ["numbers below zero", "month: 1\ndataEvents: -1", ["dataEvents (line 2): expected 0 or more"]],
  [
    "several problems, in the order of the lines",
    "x: 1\ndataEvents: no\nmonth: 0.5",
    ["3 problems", "x (line 1)", "dataEvents (line 2): expected a number", "month (line 3): expected a whole number"],
  ],
  ["a repeated key", "month: 1\nmonth: 2", ["month (line 2)"]],
  ["invalid YAML", "month: [", ["invalid YAML"]],
  ["a list", "- 1", ["the file"]],
])("a usage file with %s fails", async (_, text, messages) => {
  const failure = await run("--usage", fileOf(text)).catch((error: Error) => error.message);

  for (const message of messages) expect(failure).toContain(message);
});

test("a missing usage file fails", async () => {
  await expect(run("--usage", join(folder, "none.yaml"))).rejects.toThrow("none.yaml: file not found");
});

test("the comparison with the lakehouse prints its costs, and the volume from which the lakehouse saves money", async () => {
  const line = async (usage: string) =>
    (await run("--usage", fileOf(usage))).split("\n").find((one) => one.startsWith("lakehouse: ")) ?? "";

  expect(await line("queriedTerabytes: 100")).toMatch(
    /the same queries cost \$500 on JSON and \$50 on columns; it costs \$[\d.]+ .* saves money if queries read more than [\d.]+ TB .* saves money from [\d.]+ GB of logs/,
  );
  expect(await line("month: 1")).toMatch(
    /the usage form has no queriedTerabytes; .* more than [\d.]+ TB of JSON[^.]*\.$/,
  );
  expect(await line("columnShare: 1")).toContain(
    "It never saves money, because queries read as much from columns as from JSON.",
  );
  expect(await line("queriedTerabytes: 0.0001\nmanagementEvents: 1e12")).toContain(
    "If queries grow with the logs, it never saves money.",
  );
});
