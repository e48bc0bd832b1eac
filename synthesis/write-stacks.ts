import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import type { Account } from "../config/names/names";
import { Stacks } from "./define-stacks";
import { samplesOf, templateOf } from "./root-template";
import { rootsWithSameSettings } from "./same-settings";
import { withQuickTokens } from "./quick-tokens";

/**
 * Writes the Terraform of every root, and adds it to the app's manifest. Of the members with the same settings, cdktf
 * synthesizes a few. The files of the others are made from theirs, to the byte what cdktf would write.
 *
 * `App.synth` would resolve every token a second time, to search for references between stacks. There are none: stacks refer
 * to each other's resources by name.
 *
 * @param folder where to write it; paths in it are those of `app.outdir`, to which it is moved
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

/** What cdktf wrote for a root: in the first line its entry in the manifest, and below it its Terraform. */
function outputOf({ stackName }: Account, { stacks }: Manifest, folder: string): string {
  const entry = stacks[stackName];
  return `${JSON.stringify(entry)}\n${readFileSync(join(folder, entry?.synthesizedStackPath ?? ""), "utf8")}`;
}

/** Writes such an output. */
function writeOutput({ stackName }: Account, output: string, { stacks }: Manifest, folder: string): void {
  const end = output.indexOf("\n");
  const entry: Manifest["stacks"][string] = JSON.parse(output.slice(0, end));
  mkdirSync(join(folder, entry.workingDirectory));
  writeFileSync(join(folder, entry.synthesizedStackPath), output.slice(end + 1));
  stacks[stackName] = entry;
}
