import { readFileSync } from "node:fs";
import { Command } from "commander";
import { UserError } from "../../../shared/user-error";
import { PolicyError } from "../../../aws-semantics/iam/policy-error";
import { silentProgramName } from "../../../shared/program-name";
import { readOutput } from "../../../terraform-types/synthesized/output";
import { neededPolicy } from "./bucket-policy";
import { policyProblems } from "./policy-check";

const helpText = () => `
Examples:
  ${silentProgramName()} policy bucket > policy.json
  aws s3api get-bucket-policy --bucket <bucket> --query Policy --output text > theirs.json
  ${silentProgramName()} policy bucket --check theirs.json

Reads only the output of trailkeeper synth and the file of --check. Needs no credentials. docs/modes/adopt.md describes the steps.

Exit codes: 0 success; 1 the policy lacks or allows too much, or failure, see standard error; 2 wrong usage.`;

/** `trailkeeper policy bucket`: prints the policy that an existing trail bucket needs, or checks its current policy. */
export const bucketPolicyCommand = (name = "bucket"): Command =>
  new Command(name)
    .argument("[folder]", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option(
      "--check <file>",
      "file with the current policy of the bucket: print the missing permissions, and the permissions that it must not grant",
    )
    .option("--json", "print the result of the check as JSON")
    .addHelpText("after", helpText())
    .action((folder: string, { check, json }: { check?: string; json?: boolean }) => {
      const needed = neededPolicy(readOutput(folder));
      if (check === undefined) {
        console.log(needed.text);
        return;
      }
      const problems = problemsOf(check, () => policyProblems(readFileSync(check, "utf8"), needed));
      const text = problems.map((problem) => `the policy ${problem}`).join("\n");
      const none = "the policy is correct: only the trail can write, and no one can delete";
      console.log(json === true ? JSON.stringify({ problems }) : text || none);
      if (problems.length > 0) process.exitCode = 1;
    });

/** @throws UserError when the file is not a policy */
function problemsOf(file: string, check: () => string[]): string[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof PolicyError || error instanceof SyntaxError) throw new UserError(`${file}: ${error.message}`);
    throw error;
  }
}
