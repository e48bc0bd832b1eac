import { Command } from "commander";
import { silentProgramName } from "../../shared/program-name";
import { bucketPolicyCommand } from "./bucket/command";
import { deployPolicyCommand } from "./deploy/command";
import { drillPolicyCommand } from "./drill/command";
import { keyPolicyCommand } from "./key/command";
import { planPolicyCommand } from "./plan/command";

/** A command that prints a policy. */
interface PolicyCommand {
  readonly name: string;
  readonly description: string;

  /** Creates the command, with this name or with an earlier one. */
  readonly create: (name: string) => Command;
}

const policyCommands: readonly PolicyCommand[] = [
  { name: "deploy", description: "print the IAM policies of the role that deploys", create: deployPolicyCommand },
  {
    name: "plan",
    description: "print the IAM policy of a role that can plan, but not apply",
    create: planPolicyCommand,
  },
  {
    name: "bucket",
    description:
      "print the bucket policy that an existing trail bucket (archive.existing) needs, or check its current policy",
    create: bucketPolicyCommand,
  },
  { name: "key", description: "print the key policy that your own archive key needs", create: keyPolicyCommand },
  { name: "drill", description: "print the IAM policy of a role that runs drills", create: drillPolicyCommand },
];

const helpText = () => `
Examples:
  ${silentProgramName()} policy deploy management > policies.json
  ${silentProgramName()} policy plan --with-verify > policy.json

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper policy`: prints the policies that this project does not create. */
export function policyCommand(): Command {
  const command = new Command("policy").addHelpText("after", helpText());
  for (const { name, description, create } of policyCommands) command.addCommand(create(name).description(description));
  return command;
}

/**
 * The command with an earlier name, such as `deploy-policy`.
 *
 * @throws Error if no command had the name
 */
export function commandOfEarlierName(earlier: string): Command {
  const found = policyCommands.find(({ name }) => `${name}-policy` === earlier);
  if (found === undefined) throw new Error(`no command had the name ${earlier}`);
  return found.create(earlier).description(found.description);
}
