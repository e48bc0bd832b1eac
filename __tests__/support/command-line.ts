import { format } from "node:util";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { trailkeeperProgram } from "../../cli/program";
import { runProgram } from "../../cli/shared/run-program";
import type { CommandResult } from "../../shared/child-process";

interface Surroundings {
  /** @default the folder of the project */
  readonly cwd?: string;

  /** The complete environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `trailkeeper` in this process. */
export const runTrailkeeper = async (args: readonly string[]): Promise<void> =>
  runProgram(await trailkeeperProgram(args), args);

/** Arguments of Node that start `trailkeeper` in any folder, as a separate process. */
export const trailkeeperArguments: readonly string[] = [
  "--import",
  pathToFileURL(require.resolve("tsx")).href,
  resolve("cli/trailkeeper.ts"),
];

/**
 * Runs a command in this process, without a terminal. The command has the folder, environment and streams of a separate
 * process. Afterwards, the folder, the environment and the streams of this process are restored.
 */
export async function runHere(command: () => Promise<void>, surroundings: Surroundings = {}): Promise<CommandResult> {
  const written = { stdout: "", stderr: "", output: "" };
  const add = (stream: "stdout" | "stderr", text: string) => {
    written[stream] += text;
    written.output += text;
    return true;
  };
  const { stdout, stderr, env, exitCode } = process;
  const folder = process.cwd();
  const terminals = [stdout.isTTY, stderr.isTTY];
  const spies = [
    jest.spyOn(console, "log").mockImplementation((...args) => void add("stdout", `${format(...args)}\n`)),
    jest.spyOn(console, "error").mockImplementation((...args) => void add("stderr", `${format(...args)}\n`)),
    jest.spyOn(stdout, "write").mockImplementation((text) => add("stdout", String(text))),
    jest.spyOn(stderr, "write").mockImplementation((text) => add("stderr", String(text))),
    // An exit would end the test too, with the same exit code
    jest.spyOn(process, "exit").mockImplementation((code) => {
      throw new Error(`the command called process.exit(${code}); set process.exitCode instead`);
    }),
  ];
  [stdout.isTTY, stderr.isTTY] = [false, false];
  process.env = { PATH: env["PATH"], ...surroundings.env };
  process.exitCode = undefined;
  if (surroundings.cwd !== undefined) process.chdir(surroundings.cwd);
  try {
    await command();
    return { status: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.chdir(folder);
    process.env = env;
    process.exitCode = exitCode;
    Object.assign(stdout, { isTTY: terminals[0] });
    Object.assign(stderr, { isTTY: terminals[1] });
    for (const spy of spies) spy.mockRestore();
  }
}
