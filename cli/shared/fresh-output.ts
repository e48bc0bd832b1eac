import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../synthesis/synthesize";
import { readOutput } from "../../terraform-types/synthesized/output";
import type { Stack } from "../../terraform-types/synthesized/stack";

/** Synthesizes the roots of a configuration for one command, because an older output could differ from the configuration. */
export function freshOutput(configuration: string): Stack[] {
  const outdir = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  try {
    synthesize({ configuration, isFallback: false, outdir, mayRemove: true, keepsRootList: false });
    return readOutput(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
