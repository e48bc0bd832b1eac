import { Command } from "commander";
import { readOutput } from "../terraform-output/output";
import { keyPolicy } from "./key-policy";

const helpText = `
Examples:
  npm run --silent trailkeeper -- key-policy > policy.json
  aws kms put-key-policy --key-id <key ARN> --policy-name default --policy file://policy.json

It reads only what npm run synth wrote and needs no credentials. KMS refuses a policy that names a role that does not exist.
docs/archive-key.md has the steps.

Exit codes: 0 done; 1 it could not be done, standard error says why; 2 wrong usage.`;

/** `trailkeeper key-policy`: the policy that the archive key has, or has to have where it is one's own. */
export const keyPolicyCommand = (): Command =>
  new Command("key-policy")
    .description("print the policy of the archive key, to copy to a key of your own")
    .argument("[folder]", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .addHelpText("after", helpText)
    .action((folder: string) => console.log(keyPolicy(readOutput(folder))));
