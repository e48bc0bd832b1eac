import { Command } from "commander";
import { synthesize } from "../../synthesis/synthesize";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName } from "../../shared/program-name";

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

If synth succeeds, it replaces the whole output. If it fails, it changes nothing. Files of Terraform, such as .terraform, stay.
Commit audit.roots.json, which synth writes beside audit.yaml: with this list of roots, synth reports removed accounts.

Exit codes: 0 success; 1 failure, see standard error: the output is unchanged; 2 wrong usage.`;

/** `trailkeeper synth`, which is also `npm run synth`: writes the Terraform code of every account. */
export const synthCommand = (): Command =>
  new Command("synth")
    .addOption(configOption())
    .option("-o, --out <folder>", "folder of the output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option(
      "-y, --yes",
      "continue if more than a tenth of the roots are removed, or if the output was for another organization or configuration",
    )
    .option("--no-root-list", "do not read or write the list of roots beside the configuration")
    .addHelpText("after", helpText())
    .action(({ config, out: outdir, yes: mayRemove = false, rootList: keepsRootList }: Options) => {
      const { path: configuration, isFallback } = chosenConfiguration(config);
      console.log(synthesize({ configuration, isFallback, outdir, mayRemove, keepsRootList }));
    });
