import type { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import { defineStacks } from "./define-stacks";
import { withoutTokenTraces } from "./token-traces";

/**
 * Writes the Terraform of each wanted stack, and adds it to the app's manifest.
 *
 * `App.synth` would resolve every token a second time, to search for references between stacks. There are none: stacks refer
 * to each other's resources by name.
 *
 * @param folder where to write it; paths in it are those of `app.outdir`, to which it is moved
 * @param wanted whether to write the stack with this name
 * @param written called after each stack
 */
export function writeStacks(
  app: App,
  config: AuditConfig,
  folder: string,
  wanted: (stackName: string) => boolean,
  written: () => void,
): void {
  const session = { outdir: folder, skipValidation: false, manifest: app.manifest };
  withoutTokenTraces(() => {
    for (const stack of defineStacks(app, config, wanted)) {
      stack.synthesizer.synthesize(session);
      written();
    }
  });
}
