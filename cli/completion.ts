import type { Command } from "commander";
import { huntQueries } from "../hunts/saved-query";
import { savedQueries } from "../queries/saved-queries";

/** Name of the command that prints the completion script of a shell. The script calls the same command to complete a line. */
export const completionName = "complete";

/** Description of the command in the list of commands. */
export const completionDescription = "print the completion script of bash, zsh, fish or powershell";

const helpText = `
Examples:
  source <(trailkeeper complete bash)
  trailkeeper complete zsh > ~/.zfunc/_trailkeeper
  trailkeeper complete fish > ~/.config/fish/completions/trailkeeper.fish
  trailkeeper complete powershell >> $PROFILE

The script calls trailkeeper, which must be in the PATH: install the package globally, or add node_modules/.bin to it.

Exit codes: 0 success; 2 wrong usage.`;

/**
 * Adds `trailkeeper complete` to a program that has all its commands.
 *
 * @see https://github.com/bombshell-dev/tab
 */
export async function addCompletion(program: Command): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  // The script calls the program by its name
  const completion = tab(program.name("trailkeeper"));
  const command = program.commands.find((one) => one.name() === completionName);
  command?.description(completionDescription).addHelpText("after", helpText);
  completion.commands.get("query")?.argument("name", (complete) => {
    for (const { name, description } of [...savedQueries(), ...huntQueries()]) complete(name, description);
  });
}
