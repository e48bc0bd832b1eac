import { Command } from "commander";
import { silentProgramName } from "../../../shared/program-name";
import { readOutput } from "../../../terraform-types/synthesized/output";
import { keyPolicy } from "./key-policy";

const helpText = () => `
Examples:
  ${silentProgramName()} policy key > policy.json
  ${silentProgramName()} policy key --replica > replica-policy.json
  aws kms put-key-policy --key-id <key ARN> --policy-name default --policy file://policy.json

Reads only the output of trailkeeper synth and needs no credentials. KMS rejects a policy if it names a role that does not exist.
docs/archive-key.md describes the steps.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper policy key`: prints the key policy that your own archive key needs. */
export const keyPolicyCommand = (name = "key"): Command =>
  new Command(name)
    .argument("[folder]", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option("--replica", "print the policy of the key of the replicas in the second region")
    .addHelpText("after", helpText())
    .action((folder: string, { replica = false }: { readonly replica?: boolean }) =>
      console.log(keyPolicy(readOutput(folder), replica ? "replica" : "archive")),
    );
