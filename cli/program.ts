import { Command } from "commander";
import { addCompletion, completionDescription, completionName } from "./completion";
import { version } from "../package.json";
import { programName } from "../shared/program-name";

/** A command of `trailkeeper`: its line in the list of commands, and the function that loads its module. */
interface ProgramCommand {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Command>;
}

const commands: readonly ProgramCommand[] = [
  {
    name: "access-map",
    description: "show where logs are stored, with which key, and who may write and read them",
    load: async () => (await import("./access-map/command.ts")).accessMapCommand(),
  },
  {
    name: "accounts",
    description:
      "compare the accounts in AWS Organizations with the configuration, and add the differences to the configuration",
    load: async () => (await import("./accounts/command.ts")).accountsCommand(),
  },
  {
    name: "backtest",
    description: "run the detections on past CloudTrail events, and report which alarms they would have triggered",
    load: async () => (await import("./backtest/command.ts")).backtestCommand(),
  },
  {
    name: "bootstrap",
    description: "create the bucket of the Terraform state, or print Terraform that creates the bucket",
    load: async () => (await import("./bootstrap/command.ts")).bootstrapCommand(),
  },
  {
    name: "check",
    description:
      "list conflicts that would cause the next apply to fail, such as names that are in use; changes nothing in the accounts",
    load: async () => (await import("./check/command.ts")).checkCommand(),
  },
  {
    name: "config",
    description: "show the settings of an account, and the line of the configuration that sets each value",
    load: async () => (await import("./config/command.ts")).configCommand(),
  },
  {
    name: "cost",
    description: "estimate the cost of a month, and list the settings that reduce it most",
    load: async () => (await import("./cost/command.ts")).costCommand(),
  },
  {
    name: "deploy",
    description: "plan or apply the Terraform of every account, in waves",
    load: async () => (await import("./deploy/command.ts")).deployCommand(),
  },
  {
    name: "digests",
    description: "verify that no digest or log file was changed or deleted after CloudTrail delivered it",
    load: async () => (await import("./digests/command.ts")).digestsCommand(),
  },
  {
    name: "drill",
    description: "send harmless API calls that raise alarms, and verify that each alarm notifies people",
    load: async () => (await import("./drill/command.ts")).drillCommand(),
  },
  {
    name: "evidence",
    description: "export the logs of accounts with digests, public keys and a report for an auditor",
    load: async () => (await import("./evidence/command.ts")).evidenceCommand(),
  },
  {
    name: "hold",
    description: "place, list and lift legal holds on logs",
    load: async () => (await import("./hold/command.ts")).holdCommand(),
  },
  {
    name: "init",
    description: "create a configuration file from flags, prompts or AWS Organizations",
    load: async () => (await import("./init/command.ts")).initCommand(),
  },
  {
    name: "policy",
    description: "print the policies of the roles that deploy, plan and drill, and of your own bucket and key",
    load: async () => (await import("./policy/command.ts")).policyCommand(),
  },
  {
    name: "query",
    description: "run a saved query on the archive, or list the saved queries",
    load: async () => (await import("./query/command.ts")).queryCommand(),
  },
  {
    name: "report",
    description: "write a report on a week or a month: log volume, alarms, sign-ins, denied calls, silence and cost",
    load: async () => (await import("./report/command.ts")).reportCommand(),
  },
  {
    name: "review",
    description: "report planned Terraform changes that weaken the audit logging",
    load: async () => (await import("./review/command.ts")).reviewCommand(),
  },
  {
    name: "synth",
    description: "write the Terraform code of every account in the configuration",
    load: async () => (await import("./synth/command.ts")).synthCommand(),
  },
  {
    name: "take-down",
    description: "destroy the deployed resources in the correct order, and keep the logs",
    load: async () => (await import("./take-down/command.ts")).takeDownCommand(),
  },
  {
    name: "verify",
    description: "verify in AWS that the deployed resources match the synthesized Terraform and work; changes nothing",
    load: async () => (await import("./verify/command.ts")).verifyCommand(),
  },
];

/** Earlier names of the commands of `trailkeeper policy`. The help does not list them. */
const earlierNames: readonly string[] = ["bucket-policy", "deploy-policy", "key-policy", "plan-policy"];

/**
 * The program `trailkeeper` with its commands. It loads only the commands that the arguments name. To load all commands would
 * take most of the run time of `trailkeeper --help`.
 */
export async function trailkeeperProgram(args: readonly string[]): Promise<Command> {
  const program = new Command(programName()).description(
    "Writes, queries and tests the audit logging of an organization.",
  );
  program.version(version, "--version", "print the version");
  const completes = args[0] === completionName;
  for (const { name, description, load } of commands) {
    const command = completes || args.includes(name) ? await load() : new Command(name);
    program.addCommand(command.description(description));
  }
  for (const name of earlierNames.filter((one) => args.includes(one))) {
    const { commandOfEarlierName } = await import("./policy/command.ts");
    program.addCommand(commandOfEarlierName(name), { hidden: true });
  }
  if (completes) await addCompletion(program);
  else program.command(completionName).description(completionDescription);
  return program;
}
