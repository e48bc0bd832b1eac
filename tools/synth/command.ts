import { Command } from "commander";
import { synthesize } from "../../synthesis/synthesize";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName } from "../shared/program-name";

interface Options {
  readonly config?: string;
  readonly out: string;
  readonly yes?: boolean;
  readonly rootList: boolean;
}

const helpText = () => `
Examples:
  ${programName()} synth
  ${programName()} synth --config staging.yaml --out cdktf.staging
  ${programName()} synth --yes

The output is replaced as a whole or not at all. What Terraform keeps beside it, such as .terraform, stays. The list of roots,
audit.roots.json beside audit.yaml, belongs into version control: with it, a removed account is named in every checkout.

Exit codes: 0 success; 1 failure, see standard error: the output is as it was; 2 wrong usage.`;

/** `trailkeeper synth`, which is also `npm run synth`: writes the Terraform of every account. */
export const synthCommand = (): Command =>
  new Command("synth")
    .addOption(configOption())
    .option("-o, --out <folder>", "folder of the output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option(
      "-y, --yes",
      "also if more than a tenth of the roots are removed, or the output was of another organization",
    )
    .option("--no-root-list", "do not read and write the list of roots beside the configuration")
    .addHelpText("after", helpText())
    .action(({ config, out: outdir, yes: mayRemove = false, rootList: keepsRootList }: Options) => {
      const { path: configuration, isFallback } = chosenConfiguration(config);
      console.log(synthesize({ configuration, isFallback, outdir, mayRemove, keepsRootList }));
    });
