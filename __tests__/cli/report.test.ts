import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportCommand } from "../../cli/report/command";
import { sampleReport } from "../../dev/docs/pictures/sample-report";

const folder = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

/** Runs the command, and returns its output. */
async function run(...args: readonly string[]): Promise<string> {
  const written = jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const before = process.exitCode;
  try {
    await reportCommand().parseAsync(args, { from: "user" });
    return `${written.mock.calls.flat().join("\n")} (${process.exitCode ?? 0})`;
  } finally {
    process.exitCode = before;
    jest.restoreAllMocks();
  }
}

function dataOf(change: object = {}): string {
  writeFileSync(at("data.json"), JSON.stringify({ ...sampleReport(), ...change }));
  return at("data.json");
}

test("report creates a page from saved data without credentials, and prints its name", async () => {
  const text = await run("--data", dataOf(), "--out", at("page.html"), "--json");

  expect(JSON.parse(text.replace(" (0)", ""))).toEqual({
    page: at("page.html"),
    from: "2026-11-16",
    to: "2026-11-22",
    missing: [],
  });
  expect(readFileSync(at("page.html"), "utf8")).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
});

test("report prints which result is missing, and ends with exit code 3", async () => {
  const { answers } = sampleReport();
  const failed = { columns: [], rows: [], unreadable: [], problem: "gone" };
  const data = dataOf({ answers: { ...answers, "identity-sign-ins": failed } });

  expect(await run("--data", data, "--out", at("page.html"))).toMatch(
    /these queries have no complete answer: identity-sign-ins; the page contains the reasons \(3\)$/,
  );
});

test("report saves its data together with an added estimate of costs", async () => {
  const cost = at("cost.json");
  writeFileSync(cost, JSON.stringify({ total: 7, lines: [] }));
  await run(
    "--data",
    dataOf({ cost: undefined }),
    "--cost",
    cost,
    "--save-data",
    at("saved.json"),
    "--out",
    at("page.html"),
  );

  expect(JSON.parse(readFileSync(at("saved.json"), "utf8")).cost).toEqual({ total: 7, lines: [] });
});
