import { Command } from "commander";
import { addCompletion, completionDescription, completionName } from "./completion";
import { version } from "../package.json";
import { programName } from "./shared/program-name";

/** A command of `trailkeeper`: its line in the list of commands, and how to load it. */
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
    description: "compare the accounts of AWS Organizations with the configuration, and write the differences to it",
    load: async () => (await import("./accounts/command.ts")).accountsCommand(),
  },
  {
    name: "backtest",
    description: "run the detections on past CloudTrail events, and report which alarms they would have triggered",
    load: async () => (await import("./backtest/command.ts")).backtestCommand(),
  },
  {
    name: "bootstrap",
    description: "make the bucket of the Terraform state, or print Terraform for it",
    load: async () => (await import("./bootstrap/command.ts")).bootstrapCommand(),
  },
  {
    name: "bucket-policy",
    description: "print or check the policy of a trail's bucket that its owner manages",
    load: async () => (await import("./bucket-policy/command.ts")).bucketPolicyCommand(),
  },
  {
    name: "check",
    description: "list what would clash or fail in the accounts on the next apply, without changing anything",
    load: async () => (await import("./check/command.ts")).checkCommand(),
  },
  {
    name: "config",
    description: "show the settings of an account, and where each comes from",
    load: async () => (await import("./config/command.ts")).configCommand(),
  },
  {
    name: "cost",
    description: "estimate what a month costs, and name the settings that save most",
    load: async () => (await import("./cost/command.ts")).costCommand(),
  },
  {
    name: "deploy",
    description: "plan or apply the Terraform of every account, in waves",
    load: async () => (await import("./deploy/command.ts")).deployCommand(),
  },
  {
    name: "deploy-policy",
    description: "print the policies of the role that deploys",
    load: async () => (await import("./deploy-policy/command.ts")).deployPolicyCommand(),
  },
  {
    name: "digests",
    description: "verify that digests and log files of CloudTrail are as CloudTrail delivered them",
    load: async () => (await import("./digests/command.ts")).digestsCommand(),
  },
  {
    name: "drill",
    description: "make harmless calls that alarms find, and follow each to the people who are notified",
    load: async () => (await import("./drill/command.ts")).drillCommand(),
  },
  {
    name: "evidence",
    description: "export logs of accounts with their digests, the public keys and a report for an auditor",
    load: async () => (await import("./evidence/command.ts")).evidenceCommand(),
  },
  {
    name: "hold",
    description: "place, list and lift legal holds on logs",
    load: async () => (await import("./hold/command.ts")).holdCommand(),
  },
  {
    name: "init",
    description: "write a first configuration, from flags, questions or AWS Organizations",
    load: async () => (await import("./init/command.ts")).initCommand(),
  },
  {
    name: "key-policy",
    description: "print the policy of the archive key, to copy it to your own key",
    load: async () => (await import("./key-policy/command.ts")).keyPolicyCommand(),
  },
  {
    name: "plan-policy",
    description: "print the policy of a role that may only plan",
    load: async () => (await import("./plan-policy/command.ts")).planPolicyCommand(),
  },
  {
    name: "query",
    description: "run a saved query on the archive, or list the saved queries",
    load: async () => (await import("./query/command.ts")).queryCommand(),
  },
  {
    name: "report",
    description: "write one page about a week or a month: volume, alarms, sign-ins, denied calls, silence, cost",
    load: async () => (await import("./report/command.ts")).reportCommand(),
  },
  {
    name: "review",
    description: "show what planned changes of Terraform do to the audit logging",
    load: async () => (await import("./review/command.ts")).reviewCommand(),
  },
  {
    name: "synth",
    description: "write the Terraform of every account of the configuration",
    load: async () => (await import("./synth/command.ts")).synthCommand(),
  },
  {
    name: "take-down",
    description: "destroy what was deployed, in order, and leave the logs",
    load: async () => (await import("./take-down/command.ts")).takeDownCommand(),
  },
  {
    name: "verify",
    description: "verify on AWS that everything deployed is as synthesized, and works, without changing anything",
    load: async () => (await import("./verify/command.ts")).verifyCommand(),
  },
];

/**
 * `trailkeeper`, with its commands. Only the commands that the arguments name are loaded: the others would take most of the
 * time that `trailkeeper --help` takes.
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
  if (completes) await addCompletion(program);
  else program.command(completionName).description(completionDescription);
  return program;
}
