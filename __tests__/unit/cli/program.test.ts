import { readFileSync } from "node:fs";
import { trailkeeperProgram } from "../../../cli/program";
import { programName, silentProgramName } from "../../../shared/program-name";
import { runHere, runTrailkeeper } from "../../support/command-line";

const names = [
  "access-map",
  "accounts",
  "backtest",
  "bootstrap",
  "check",
  "config",
  "cost",
  "deploy",
  "digests",
  "drill",
  "evidence",
  "hold",
  "init",
  "policy",
  "query",
  "report",
  "review",
  "synth",
  "take-down",
  "verify",
];

/** Returns the proposals of the shell for the last argument of a line. */
async function proposals(...line: readonly string[]): Promise<string[]> {
  const { stdout } = await runHere(() => runTrailkeeper(["complete", "--", ...line]));
  return stdout.split("\n").flatMap((row) => (row.startsWith(":") || row === "" ? [] : [row.split("\t")[0] ?? ""]));
}

test("--help lists every command with its description, without loading any command", async () => {
  const program = await trailkeeperProgram(["--help"]);
  const { status, stdout } = await runHere(() => runTrailkeeper(["--help"]));

  expect(status).toBe(0);
  expect([...stdout.matchAll(/^ {2}([a-z][a-z-]*) {2,}\S/gm)].map(([, name]) => name)).toEqual([...names, "complete"]);
  expect(program.commands.map((command) => [command.name(), command.options.length])).toEqual(
    [...names, "complete"].map((name) => [name, 0]),
  );
});

test.each(names)("%s --help describes the command, with examples or exit codes", async (name) => {
  const { status, stdout } = await runHere(() => runTrailkeeper([name, "--help"]));

  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: npx trailkeeper ${name} [options]`);
  expect(stdout).toContain("Exit codes: 0 ");
});

test.each(["bucket", "deploy", "drill", "key", "plan"])("policy %s --help describes the command", async (name) => {
  const { status, stdout } = await runHere(() => runTrailkeeper(["policy", name, "--help"]));

  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: npx trailkeeper policy ${name} [options]`);
  expect(stdout).toContain("Exit codes: 0 ");
});

test.each(["bucket", "deploy", "key", "plan"])(
  "the earlier name %s-policy calls policy %s, and is not listed",
  async (name) => {
    const earlier = await runHere(() => runTrailkeeper([`${name}-policy`, "--help"]));
    const now = await runHere(() => runTrailkeeper(["policy", name, "--help"]));
    const { stdout: list } = await runHere(() => runTrailkeeper(["--help"]));

    expect(earlier.stdout).toBe(now.stdout.replace(`trailkeeper policy ${name} [`, `trailkeeper ${name}-policy [`));
    expect(list).not.toContain(`${name}-policy`);
  },
);

test.each(["bash", "zsh", "fish", "powershell"])(
  "complete %s prints a script that calls the program",
  async (shell) => {
    const { status, stdout } = await runHere(() => runTrailkeeper(["complete", shell]));

    expect(status).toBe(0);
    expect(stdout).toMatch(/trailkeeper complete '?--/);
  },
);

test("complete --help shows an example for each shell", async () => {
  const { status, stdout } = await runHere(() => runTrailkeeper(["complete", "--help"]));

  expect(status).toBe(0);
  for (const shell of ["bash", "zsh", "fish", "powershell"]) expect(stdout).toContain(`trailkeeper complete ${shell}`);
  expect(stdout).toContain("Exit codes: 0 ");
});

test("complete proposes commands, their options, and saved queries", async () => {
  expect(await proposals("")).toEqual(expect.arrayContaining(names));
  expect(await proposals("backtest", "--se")).toEqual(["--severity"]);
  expect(await proposals("query", "identity-root-a")).toEqual(["identity-root-activity"]);
});

test("an unknown command fails", async () => {
  const { status, stderr } = await runHere(() => runTrailkeeper(["querry"]));

  expect(status).toBe(2);
  expect(stderr).toContain("unknown command 'querry'");
});

test.each([
  [{ npm_lifecycle_event: "trailkeeper" }, "npm run trailkeeper --", "npm run --silent trailkeeper --"],
  [{ npm_lifecycle_event: "npx" }, "npx trailkeeper", "npx trailkeeper"],
  [{}, "npx trailkeeper", "npx trailkeeper"],
])("started with %j, the program prints its name as %s", (env, loud, silent) => {
  expect([programName(env), silentProgramName(env)]).toEqual([loud, silent]);
});

test("--version prints the version of the package", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));

  expect(await runHere(() => runTrailkeeper(["--version"]))).toMatchObject({ status: 0, stdout: `${version}\n` });
});
