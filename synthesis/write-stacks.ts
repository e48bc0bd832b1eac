import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import type { Account } from "../config/derived/accounts";
import { Stacks } from "./define-stacks";
import { samplesOf, templateOf } from "./root-template";
import { rootsWithSameSettings } from "./same-settings";
import { withQuickTokens } from "./quick-tokens";

/**
 * Writes every Terraform root, and adds it to the manifest of the app. cdktf synthesizes only a few of the members with the same
 * settings. The files of the other members are created from these files, and are equal to what cdktf would write.
 *
 * `App.synth` would resolve every token a second time to search for references between stacks. There are no such references, because
 * stacks refer to each other's resources by name.
 *
 * @param folder folder to write to; the paths in the files are those of `app.outdir`, to which the folder is moved later
 * @param written called after each root
 */
export function writeStacks(app: App, config: AuditConfig, folder: string, written: () => void): void {
  const { manifest } = app;
  const stacks = new Stacks(app, config);
  const synthesize = (root: Account) => {
    stacks.of(root).synthesizer.synthesize({ outdir: folder, skipValidation: false, manifest });
    written();
  };

  withQuickTokens(() => {
    for (const roots of rootsWithSameSettings(config)) {
      const samples = samplesOf(roots);
      samples.forEach(synthesize);
      const others = roots.filter((root) => !samples.includes(root));
      if (others.length === 0) continue;

      const template = templateOf(samples.map((root) => ({ root, text: outputOf(root, manifest, folder) })));
      for (const root of others) {
        if (template === undefined) {
          synthesize(root);
        } else {
          writeOutput(root, template.stamp(root), manifest, folder);
          written();
        }
      }
    }
  });
}

type Manifest = App["manifest"];

/** The files that cdktf wrote for a root, as one string: the entry in the manifest in the first line, and then the Terraform root. */
function outputOf({ stackName }: Account, { stacks }: Manifest, folder: string): string {
  const entry = stacks[stackName];
  return `${JSON.stringify(entry)}\n${readFileSync(join(folder, entry?.synthesizedStackPath ?? ""), "utf8")}`;
}

/** Writes the string of `outputOf` as files. */
function writeOutput({ stackName }: Account, output: string, { stacks }: Manifest, folder: string): void {
  const end = output.indexOf("\n");
  const entry: Manifest["stacks"][string] = JSON.parse(output.slice(0, end));
  mkdirSync(join(folder, entry.workingDirectory));
  writeFileSync(join(folder, entry.synthesizedStackPath), output.slice(end + 1));
  stacks[stackName] = entry;
}
