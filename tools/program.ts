import { Command } from "commander";
import { addCompletion, completionName } from "./completion";
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
    description: "print or check the policy of a trail's bucket that stays its owner's",
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
    name: "review",
    description: "show what planned changes of Terraform do to the audit logging",
    load: async () => (await import("./review/command.ts")).reviewCommand(),
  },
  {
    name: "synth",
    description: "write the Terraform of every account of the configuration",
    load: async () => (await import("./synth/command.ts")).synthCommand(),
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
  else program.command(completionName).description("print the completion script of bash, zsh, fish or powershell");
  return program;
}
