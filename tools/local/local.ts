import { resolve } from "node:path";
import { Command } from "commander";
import { ConfigurationError } from "../../config/load";
import { CommandError } from "./command";
import { alarmsCommand, downCommand, type Output, queriesCommand, queryCommand, upCommand } from "./commands";
import { runFolder } from "./folders";
import { MissingToolError } from "./requirements";
import { LocalSession } from "./session";

const program = new Command("npm run local --")
  .description("Deploys the organization to an emulator of AWS on this machine, and asks it.")
  .option("--folder <path>", "folder of the deployment (default: .local/run)")
  .addHelpText(
    "after",
    `
Examples:
  npm run local                                    start, deploy, deliver a day of events, report
  npm run local -- query identity-root-activity
  npm run local:down

Exit codes: 0 done; 1 it could not be done, standard error says why; 2 wrong usage.`,
  );
const session = () => new LocalSession(resolve(program.opts<{ folder?: string }>().folder ?? runFolder));

program
  .command("up", { isDefault: true })
  .description("start and deploy everything (default)")
  .action(() => upCommand(session()));
program
  .command("queries")
  .description("list the saved queries")
  .option("--json", "print JSON instead of a table")
  .action((output: Output) => queriesCommand(session(), output));
program
  .command("query <name>")
  .description("ask a saved query")
  .option("--json", "print JSON instead of a table")
  .action((name: string, output: Output) => queryCommand(session(), name, output));
program
  .command("alarms")
  .description("say which alarms the delivered events set off")
  .option("--json", "print JSON instead of a table")
  .action((output: Output) => alarmsCommand(session(), output));
program
  .command("down")
  .description("destroy everything and stop")
  .action(() => downCommand(session()));

for (const command of [program, ...program.commands]) {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

program.parseAsync().catch((error: unknown) => {
  const isOurs = [CommandError, MissingToolError, ConfigurationError].some((type) => error instanceof type);
  // The system's errors have a code, those of the AWS SDK metadata; they tell enough without a stack
  const isTheirs = error instanceof Error && ("code" in error || "$metadata" in error);
  if (!isOurs && !isTheirs) throw error;
  console.error(isTheirs ? `${error.name}: ${error.message}` : (error as Error).message);
  process.exitCode = 1;
});
