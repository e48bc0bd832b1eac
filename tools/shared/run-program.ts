import { type Command, CommanderError } from "commander";
import { reportError } from "./report-error";

/**
 * Runs a program of commands with these arguments, and sets the exit code: 1 for a failure, 2 for wrong usage.
 *
 * @throws errors that the user cannot mend
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) reportError(error);
    else if (error.exitCode !== 0) process.exitCode = 2;
  }
}
