import { resolve } from "node:path";
import { Command } from "commander";
import { localQueryCommand } from "../query/command";
import { type AlarmOutput, alarmsCommand, downCommand, type Output, queriesCommand, upCommand } from "./commands";
import { runFolder } from "./folders";
import { interruption, InterruptedError } from "../shared/interruption";
import { reportError } from "../shared/report-error";
import { afterInterrupt } from "./next-steps";
import { LocalSession } from "./session";

const program = new Command("npm run local --")
  .description("Deploys an example organization to an AWS emulator on this machine, and queries it.")
  .option("--folder <path>", "folder of the deployment (default: .local/run)")
  .addHelpText(
    "after",
    `
Examples:
  npm run local                                    start, deploy, deliver a day of events, report
  npm run local -- query identity-root-activity
  npm run local:down

Ctrl-C waits for Terraform to save its state; a second one does not.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage; 130 interrupted.`,
  );
const folder = () => resolve(program.opts<{ folder?: string }>().folder ?? runFolder);
const session = () => new LocalSession(folder());

/** Ends the program after Ctrl-C. */
function endInterrupted(): never {
  console.error(afterInterrupt(folder()));
  process.exit(130);
}

program
  .command("up", { isDefault: true })
  .description("start and deploy everything (default)")
  .option("--all", "also list the alarms that did not fire")
  .action((output: AlarmOutput) => upCommand(session(), output));
program
  .command("queries")
  .description("list the saved queries")
  .option("--json", "print JSON instead of a table")
  .action((output: Output) => queriesCommand(session(), output));
program.addCommand(localQueryCommand(session));
program
  .command("alarms")
  .description("list the alarms that the delivered events would have triggered")
  .option("--all", "also list the alarms that did not fire")
  .option("--json", "print JSON of all alarms instead of a table")
  .action((output: AlarmOutput) => alarmsCommand(session(), output));
program
  .command("down")
  .description("destroy everything and stop the emulator")
  .action(() => downCommand(session()));

for (const command of [program, ...program.commands]) {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

interruption.onceIdle(endInterrupted);
program.parseAsync().catch((error: unknown) => {
  if (error instanceof InterruptedError) endInterrupted();
  reportError(error);
});
