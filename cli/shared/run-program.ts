import { type Command, CommanderError } from "commander";
import { reportError } from "./report-error";

/**
 * Runs a program with these arguments, and sets the exit code: 1 for a failure, 2 for wrong usage.
 *
 * @throws errors that the user cannot fix
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  // The SDK warns that its later versions need a later Node. This project pins the SDK version
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  for (const command of everyCommand(program)) command.exitOverride();
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) reportError(error);
    else if (error.exitCode !== 0) process.exitCode = 2;
  }
}

/** A command, and its subcommands at any depth. */
const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];
