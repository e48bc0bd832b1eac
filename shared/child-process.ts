import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, closeSync, openSync, readFileSync } from "node:fs";
import { interruption, InterruptedError } from "./interruption";
import { killGroup } from "./program-tree";
import { UserError } from "./user-error";

/** Result of a finished program. */
export interface CommandResult {
  /** Exit code. Null if a signal ended the program. */
  readonly status: number | null;

  readonly stdout: string;
  readonly stderr: string;

  /** Standard output and standard error together, in order. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;

  /** File to which the output is appended while the program runs. */
  readonly logFile?: string;

  /** Called with each piece of output. */
  readonly onOutput?: (text: string) => void;

  /** Kills the program with SIGKILL when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A program that could not be run, or that failed. */
export class CommandError extends UserError {
  override readonly name = "CommandError";
}

/** Runs a program to its end and returns any exit code. */
export async function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd, env = process.env, logFile, onOutput, signal } = options;
  // The program gets its own process group, so that its child processes end with it
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const ended = endOf(command, child);
  const abort = () => child.pid !== undefined && killGroup(child.pid, "SIGKILL");
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  const said = { stdout: "", stderr: "", output: "" };
  const take = (stream: "stdout" | "stderr") => (text: string) => {
    said[stream] += text;
    said.output += text;
    if (logFile) appendFileSync(logFile, text);
    onOutput?.(text);
  };
  // A character may be split between two pieces
  child.stdout.setEncoding("utf8").on("data", take("stdout"));
  child.stderr.setEncoding("utf8").on("data", take("stderr"));
  return { status: await ended, ...said };
}

/**
 * Runs a program that writes its output to a file itself. Such a program continues when this process is killed. A program that
 * writes to a pipe would end at its next line of output.
 *
 * @param options.file existing empty file that receives the output
 * @returns the exit code, and the content of the file
 */
export async function runIntoFile(
  command: string,
  args: readonly string[],
  { cwd, env, file }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly file: string },
): Promise<Pick<CommandResult, "status" | "output">> {
  const descriptor = openSync(file, "a");
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", descriptor, descriptor] });
  closeSync(descriptor);
  return { status: await endOf(command, child), output: readFileSync(file, "utf8") };
}

/** Waits for a program, and forwards interrupts to it. Returns its exit code. */
function endOf(command: string, child: ChildProcess): Promise<number | null> {
  const forget = child.pid === undefined ? () => {} : interruption.passTo(child.pid);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      forget();
      reject(new CommandError(`cannot run ${command}: ${error.message}`));
    });
    child.on("close", (status) => {
      forget();
      resolve(status);
    });
  });
}

/**
 * Runs a program that must succeed.
 *
 * @throws {CommandError} with the end of its output
 * @throws {InterruptedError} when it was interrupted
 */
export async function runChecked(command: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  return checkResult([command, ...args].join(" "), await run(command, args, options));
}

/**
 * Checks that a program succeeded, and returns its output.
 *
 * @throws {CommandError} with the end of its output
 * @throws {InterruptedError} when it was interrupted
 */
export function checkResult(program: string, { status, output }: Pick<CommandResult, "status" | "output">): string {
  if (interruption.happened) throw new InterruptedError();
  if (status === 0) return output;
  const end = output.trimEnd().split("\n").slice(-40).join("\n");
  throw new CommandError(`${program} failed with ${status}:\n${end}`);
}
