import { Command } from "commander";
import { programName, silentProgramName } from "../../../shared/program-name";
import { readRoots } from "../../../terraform-types/synthesized/output";
import { policyText } from "../policy-text";
import { digestReading } from "./digest-reading";
import { planPolicy } from "./plan-policy";

interface Options {
  readonly out: string;
  readonly withCheck?: boolean;
  readonly withVerify?: boolean;
  readonly withDigests?: boolean;
}

const helpText = () => `
Examples:
  ${silentProgramName()} policy plan > policy.json
  ${silentProgramName()} policy plan member-payments --out cdktf.out

Without names of roots, the policy is sufficient for every root. Reads only the output of trailkeeper synth and needs no
credentials. docs/plan-role.md describes the role.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper policy plan`: prints the policy that the role of `access.planRoleName` needs. */
export const planPolicyCommand = (name = "plan"): Command =>
  new Command(name)
    .argument("[root...]", "roots that the role plans (default: all)")
    .option("-o, --out <folder>", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option("--with-check", `also allow the read actions of ${programName()} check`)
    .option("--with-verify", `also allow the read actions of ${programName()} verify`)
    .option(
      "--with-digests",
      `also allow the read actions of ${programName()} digests, which include reading the log files of the trail`,
    )
    .addHelpText("after", helpText())
    .action(run);

async function run(roots: readonly string[], { out, withCheck, withVerify, withDigests }: Options): Promise<void> {
  const stacks = readRoots(out, roots);
  // These modules are imported only when needed, because the AWS clients of both commands take long to load
  const checks = withCheck ? (await import("../../check/checks.ts")).checks : [];
  const guarantees = withVerify ? (await import("../../verify/guarantees.ts")).guarantees : [];
  const more = [...checks, ...guarantees].flatMap(({ reads }) => reads);
  const policy = planPolicy(stacks, more);
  const Statement = [...policy.Statement, ...(withDigests ? digestReading(stacks) : [])];
  console.log(policyText({ ...policy, Statement }));
}
