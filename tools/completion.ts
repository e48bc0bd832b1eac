import type { Command } from "commander";
import { savedQueries } from "../queries/saved-queries";

/** Name of the command that prints the completion script of a shell, and completes a line for it. */
export const completionName = "complete";

/**
 * Adds `trailkeeper complete` to a program that has all its commands.
 *
 * @see https://github.com/bombshell-dev/tab
 */
export async function addCompletion(program: Command): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  // The script calls the program by its name
  const completion = tab(program.name("trailkeeper"));
  completion.commands.get("query")?.argument("name", (complete) => {
    for (const { name, description } of savedQueries()) complete(name, description);
  });
}
