import { Command } from "commander";
import { UserError } from "../../config/user-error";
import { programName, silentProgramName } from "../shared/program-name";
import { readOutput } from "../terraform-output/output";
import { planPolicy } from "./plan-policy";

interface Options {
  readonly out: string;
  readonly withCheck?: boolean;
}

const helpText = () => `
Examples:
  ${silentProgramName()} plan-policy > policy.json
  ${silentProgramName()} plan-policy member-payments --out cdktf.out

Without names, the policy is enough for every root. Reads only the output of trailkeeper synth and needs no credentials.
docs/plan-role.md describes the role.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper plan-policy`: prints the policy that the role of `access.planRoleName` needs. */
export const planPolicyCommand = (): Command =>
  new Command("plan-policy")
    .argument("[root...]", "roots that the role plans (default: all)")
    .option("-o, --out <folder>", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option("--with-check", `also allow what ${programName()} check reads`)
    .addHelpText("after", helpText())
    .action(run);

async function run(roots: readonly string[], { out, withCheck }: Options): Promise<void> {
  const stacks = readOutput(out);
  const unknown = roots.filter((root) => !stacks.some(({ name }) => name === root));
  if (unknown.length > 0) {
    const known = stacks.map(({ name }) => name).join(", ");
    throw new UserError(`no root ${unknown.join(", ")} in ${out}; roots: ${known}`);
  }
  const wanted = roots.length === 0 ? stacks : stacks.filter(({ name }) => roots.includes(name));
  // Its clients of AWS take long to load
  const more = withCheck ? (await import("../check/checks.ts")).checks.flatMap(({ reads }) => reads) : [];
  console.log(JSON.stringify(planPolicy(wanted, more), undefined, 2));
}
