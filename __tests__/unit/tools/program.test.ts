import { trailkeeperProgram } from "../../../tools/program";
import { programName, silentProgramName } from "../../../tools/shared/program-name";
import { runHere, runTrailkeeper } from "../../support/command-line";

const names = ["access-map", "backtest", "key-policy", "query", "review", "synth"];

test("--help lists every command with its description, and loads none", async () => {
  const program = await trailkeeperProgram(["--help"]);
  const { status, stdout } = await runHere(() => runTrailkeeper(["--help"]));

  expect(status).toBe(0);
  expect([...stdout.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name)).toEqual(names);
  expect(program.commands.map((command) => [command.name(), command.options.length])).toEqual(
    names.map((name) => [name, 0]),
  );
});

test.each(names)("%s --help describes it, with examples or exit codes", async (name) => {
  const { status, stdout } = await runHere(() => runTrailkeeper([name, "--help"]));

  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: npx trailkeeper ${name} [options]`);
  expect(stdout).toContain("Exit codes: 0 ");
});

test("fails for an unknown command", async () => {
  const { status, stderr } = await runHere(() => runTrailkeeper(["querry"]));

  expect(status).toBe(2);
  expect(stderr).toContain("unknown command 'querry'");
});

test.each([
  [{ npm_lifecycle_event: "trailkeeper" }, "npm run trailkeeper --", "npm run --silent trailkeeper --"],
  [{ npm_lifecycle_event: "npx" }, "npx trailkeeper", "npx trailkeeper"],
  [{}, "npx trailkeeper", "npx trailkeeper"],
])("started with %j, it is called %s", (env, loud, silent) => {
  expect([programName(env), silentProgramName(env)]).toEqual([loud, silent]);
});
