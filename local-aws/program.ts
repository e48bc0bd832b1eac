import { resolve } from "node:path";
import { Command } from "commander";
import { queryCommandOf } from "../cli/query/command";
import {
  type AlarmOutput,
  alarmsCommand,
  downCommand,
  lakehouseCommand,
  localBacktestCommand,
  localDigestsCommand,
  localDrillCommand,
  localEvidenceCommand,
  localReportCommand,
  type Output,
  queriesCommand,
  upCommand,
} from "./commands";
import { runFolder } from "./folders";
import { localTarget } from "./local-archive";
import { LocalSession } from "./session";

const helpText = `
Examples:
  npm run local                                    start, deploy, deliver a day of events, report
  npm run local -- query identity-root-activity
  npm run local:down

Ctrl-C ends the program after Terraform has saved its state. A second Ctrl-C ends it immediately.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage; 130 interrupted.`;

/** Commands of trailkeeper that run on the local AWS with all of their arguments. */
const passedOn = [
  {
    name: "drill",
    description: "drill the alarms: send harmless calls, and verify that each call leads to a message on the topic",
    action: localDrillCommand,
  },
  {
    name: "digests",
    description: "verify the digests and log files of the delivered day",
    action: localDigestsCommand,
  },
  {
    name: "evidence",
    description: "export logs of the delivered day with their digests",
    action: localEvidenceCommand,
  },
  {
    name: "backtest",
    description: "run the detections on the delivered day, with SQL on the archive",
    action: localBacktestCommand,
  },
  {
    name: "report",
    description: "write a report on the delivered day",
    action: localReportCommand,
  },
] as const;

/** `npm run local`, with its commands. */
export function localProgram(): Command {
  const program = new Command("npm run local --")
    .description("Deploys an example organization to an AWS emulator on this machine, and queries it.")
    .option("--folder <path>", "folder of the deployment (default: .local/run)")
    .addHelpText("after", helpText);
  const session = () => new LocalSession(folderOf(program));

  program
    .command("up", { isDefault: true })
    .description("start and deploy everything (default)")
    .option("--all", "also list the alarms that were not raised")
    .action((output: AlarmOutput) => upCommand(session(), output));
  program
    .command("queries")
    .description("list the saved queries")
    .option("--json", "print JSON instead of a table")
    .action((output: Output) => queriesCommand(session(), output));
  program.addCommand(
    queryCommandOf({
      program: "npm run local --",
      silentProgram: "npm run --silent local --",
      connect: () => localTarget(session()),
    }).description("run a saved query on the archive, or list the saved queries"),
  );
  program
    .command("alarms")
    .description("list the alarms that the delivered events would have triggered")
    .option("--all", "also list the alarms that were not raised")
    .option("--json", "print all alarms as JSON instead of a table")
    .action((output: AlarmOutput) => alarmsCommand(session(), output));
  for (const { name, description, action } of passedOn) {
    program
      .command(name)
      .argument("[arguments...]", `arguments of trailkeeper ${name}`)
      .description(description)
      .allowUnknownOption()
      .helpOption(false)
      .action((args: readonly string[]) => action(session(), args));
  }
  program
    .command("lakehouse")
    .description("load the delivered day into the tables of the lakehouse, with Spark")
    .action(() => lakehouseCommand(session()));
  program
    .command("down")
    .description("destroy everything and stop the emulator")
    .action(() => downCommand(session()));
  return program;
}

/** The folder of the deployment, from the options. */
export const folderOf = (program: Command): string => resolve(program.opts<{ folder?: string }>().folder ?? runFolder);
