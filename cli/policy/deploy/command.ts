import { Command } from "commander";
import { silentProgramName } from "../../../shared/program-name";
import { readRoots } from "../../../terraform-types/synthesized/output";
import { policyText } from "../policy-text";
import { deployPolicies } from "./deploy-policy";

interface Options {
  readonly out: string;
}

const helpText = () => `
Examples:
  ${silentProgramName()} policy deploy member-payments > policies.json
  ${silentProgramName()} policy deploy management --out cdktf.out

Prints a list of policies, because a managed policy has at most 6,144 characters. Attach all policies to the role. Without
names of roots, the policies are sufficient for every root. Reads only the output of trailkeeper synth and needs no
credentials. docs/deploy-role.md describes the role.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper policy deploy`: prints the policies that the role of `access.roleName` needs. */
export const deployPolicyCommand = (name = "deploy"): Command =>
  new Command(name)
    .argument("[root...]", "roots that the role deploys (default: all)")
    .option("-o, --out <folder>", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .addHelpText("after", helpText())
    .action(run);

function run(roots: readonly string[], { out }: Options): void {
  console.log(policyText(deployPolicies(readRoots(out, roots))));
}
