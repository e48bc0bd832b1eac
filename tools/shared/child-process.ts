import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { interruption, InterruptedError } from "./interruption";
import { killGroup } from "./program-tree";
import { UserError } from "../../config/user-error";

/** A program that was run to its end. */
export interface CommandResult {
  /** Exit code; null when a signal ended it. */
  readonly status: number | null;

  readonly stdout: string;
  readonly stderr: string;

  /** Both, as they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;

  /** File that the output is added to while it comes. */
  readonly logFile?: string;

  /** Called with each piece of output. */
  readonly onOutput?: (text: string) => void;

  /** Ends the program as a crash would. */
  readonly signal?: AbortSignal;
}

/** A program that could not be run, or said that it failed. */
export class CommandError extends UserError {
  override readonly name = "CommandError";
}

/** Runs a program to its end, whatever it ends with. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { cwd, env = process.env, logFile, onOutput, signal } = options;
  return new Promise((resolve, reject) => {
    // A group of its own: what it started itself ends with it
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const abort = () => child.pid !== undefined && killGroup(child.pid, "SIGKILL");
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    const forget = child.pid === undefined ? () => {} : interruption.passTo(child.pid);
    const said = { stdout: "", stderr: "", output: "" };
    const take = (stream: "stdout" | "stderr") => (text: string) => {
      said[stream] += text;
      said.output += text;
      if (logFile) appendFileSync(logFile, text);
      onOutput?.(text);
    };
    // A character may come in two pieces
    child.stdout.setEncoding("utf8").on("data", take("stdout"));
    child.stderr.setEncoding("utf8").on("data", take("stderr"));
    child.on("error", (error) => {
      forget();
      reject(new CommandError(`cannot run ${command}: ${error.message}`));
    });
    child.on("close", (status) => {
      forget();
      resolve({ status, ...said });
    });
  });
}

/**
 * Runs a program that has to succeed.
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
export function checkResult(program: string, { status, output }: CommandResult): string {
  if (interruption.happened) throw new InterruptedError();
  if (status === 0) return output;
  const end = output.trimEnd().split("\n").slice(-40).join("\n");
  throw new CommandError(`${program} failed with ${status}:\n${end}`);
}
