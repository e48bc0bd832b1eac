import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { accountsOf } from "../../config/derived/accounts";
import { loadConfig } from "../../config/load";
import { Stacks } from "../../synthesis/define-stacks";
import { withQuickTokens } from "../../synthesis/quick-tokens";

/**
 * Synthesizes a random tenth of the members with cdktf alone, and compares the files with the files of an output.
 *
 * @returns the number of compared members
 * @throws Error when a byte differs
 */
export function compareMembers(configuration: string, outdir: string): number {
  const config = loadConfig(configuration);
  const members = accountsOf(config).members.filter(() => Math.random() < 0.1);
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    mkdirSync(join(folder, "stacks"));
    // The paths of local state files contain the output folder
    const app = new App({ outdir, stackTraces: false });
    const stacks = new Stacks(app, config);
    const { manifest } = app;
    withQuickTokens(() => {
      for (const root of members)
        stacks.of(root).synthesizer.synthesize({ outdir: folder, skipValidation: true, manifest });
    });
    const textOf = (output: string, name: string) => readFileSync(join(output, "stacks", name, "cdk.tf.json"), "utf8");
    const different = members.filter(({ stackName }) => textOf(folder, stackName) !== textOf(outdir, stackName));
    if (different.length > 0)
      throw new Error(`the output of cdktf differs for ${different.map(({ stackName }) => stackName).join(", ")}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return members.length;
}
