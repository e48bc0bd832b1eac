import type { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import { defineStacks } from "./define-stacks";
import { withoutTokenTraces } from "./token-traces";

/**
 * Writes the Terraform of each wanted stack to `app.outdir`, and notes it in the app's manifest.
 *
 * `App.synth` would resolve every token once more, beforehand, in search of references from one stack to another. There
 * are none: stacks know each other's resources by name.
 *
 * @param wanted tells by a stack's name
 * @param written called after each
 */
export function writeStacks(
  app: App,
  config: AuditConfig,
  wanted: (stackName: string) => boolean,
  written: () => void,
): void {
  const session = { outdir: app.outdir, skipValidation: false, manifest: app.manifest };
  withoutTokenTraces(() => {
    for (const stack of defineStacks(app, config, wanted)) {
      stack.synthesizer.synthesize(session);
      written();
    }
  });
}
