import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { huntQueries } from "../../../hunts/saved-query";
import { backtestCommand } from "../../../cli/backtest/command";
import { reportCommand } from "../../../cli/report/command";
import { savedQueries } from "../../../queries/saved-queries";
import { localProgram } from "../../../local-aws/program";
import { trailkeeperProgram } from "../../../cli/program";
import { run } from "../../../shared/child-process";
import { runProgram } from "../../../cli/shared/run-program";
import { runHere } from "../../support/command-line";

function failsToConnect(): never {
  throw new Error("no test connects to an archive");
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program with a folder that stays empty. */
const local = (...args: readonly string[]) => runHere(() => runProgram(localProgram(), ["--folder", folder, ...args]));

test("--help lists the commands and the exit codes", async () => {
  const { status, stdout, stderr } = await local("--help");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const commands = [...stdout.matchAll(/^ {2}(\w+)(?: \[options\])?(?: \[name\])? {2,}\S/gm)].map(([, name]) => name);
  expect(commands).toEqual(["up", "queries", "query", "alarms", "lakehouse", "down"]);
  expect(stdout).toContain("--folder <path>");
  expect(stdout).toContain("Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage; 130 interrupted.");
});

test("--help of a command lists its options", async () => {
  const { status, stdout } = await local("queries", "--help");

  expect(status).toBe(0);
  expect(stdout).toContain("queries [options]");
  expect(stdout).toContain("--json");
});

test("query has the options of trailkeeper query, except those that select the target", async () => {
  const options = async (program: Command) => {
    const { stdout } = await runHere(() => runProgram(program, ["query", "--help"]));
    return [...stdout.matchAll(/^ +(--.*)$/gm)].map(([, text]) => text);
  };
  const here = await options(localProgram());
  const onAws = await options(await trailkeeperProgram(["query"]));

  expect(here.length).toBeGreaterThan(6);
  expect(onAws.filter((text) => !/^--(replica|responder)\b/.test(text ?? ""))).toEqual(here);
});

test.each(["backtest", "report"])(
  "%s has the options of the command of trailkeeper, except those that select the target",
  async (name) => {
    const optionsOf = (command: Command | undefined) => command?.options.map(({ long }) => long).toSorted();
    const program = await trailkeeperProgram([name]);
    const onAws = optionsOf(program.commands.find((command) => command.name() === name));
    const here = optionsOf(name === "backtest" ? backtestCommand(failsToConnect) : reportCommand(failsToConnect));

    expect(here?.length).toBeGreaterThan(6);
    expect(onAws?.filter((option) => !["--config", "--responder"].includes(option ?? ""))).toEqual(here);
  },
);

test("query without a name lists every saved query", async () => {
  const { status, stdout } = await local("query");

  expect(status).toBe(0);
  expect(stdout.trimEnd().split("\n")).toHaveLength(savedQueries().length + huntQueries().length);
});

test.each([
  ["an unknown query", ["query", "identity-root-activty"], "unknown saved query identity-root-activty; did you"],
  [
    "a query without its parameter",
    ["query", "incident-actions-of-access-key"],
    "cannot run query incident-actions-of-access-key",
  ],
  ["two queries", ["query", "a", "b"], "too many arguments for 'query'"],
  ["an unknown command", ["nonsense"], "too many arguments for 'up'"],
  ["an unknown option", ["--nonsense"], "unknown option '--nonsense'"],
  ["an option of another command", ["down", "--json"], "unknown option '--json'"],
  ["an option without its value", ["--folder"], "option '--folder <path>' argument missing"],
])("%s ends with exit code 2, without any effect", async (_, args, message) => {
  const { status, stdout, stderr } = await local(...args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(`error: ${message}`);
  expect(stderr).not.toContain("    at ");
});

test("the program without a command first reports all missing tools at once", async () => {
  // A machine without any of the tools
  const { status, stdout, stderr } = await run(
    process.execPath,
    ["--import", "tsx", "local-aws/local.ts", "--folder", folder],
    { env: { PATH: folder, HOME: folder } },
  );

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  for (const tool of ["Terraform 1.10", "Python 3.10", "Maven 3.6"]) {
    expect(stderr).toContain(`${tool} or newer is required`);
  }
  expect(stderr).not.toContain("    at ");
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["queries"],
  ["alarms", "--json"],
  ["query", "identity-root-activity", "--dry-run"],
  ["report"],
  ["backtest"],
])("%s fails without a local AWS, and prints the command that starts it", async (...args) => {
  const { status, stdout, stderr } = await local(...args);

  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: "error: the local AWS is not running or not completely deployed; run: npm run local\n",
  });
});
