import { Command } from "commander";
import { synthesize } from "../../synthesis/synthesize";

const helpText = `
Reads the file in AUDIT_CONFIG, or else audit.yaml. Writes to cdktf.out, or to the folder in CDKTF_OUTDIR. Needs no credentials.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper synth`: writes the Terraform of every account. */
export const synthCommand = (): Command => new Command("synth").addHelpText("after", helpText).action(synthesize);
