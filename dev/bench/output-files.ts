import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The Terraform of a root. */
interface OutputFile {
  readonly root: string;
  readonly content: Buffer;
}

/** The Terraform of every root of an output. */
export function filesOf(outdir: string): OutputFile[] {
  const roots = readdirSync(join(outdir, "stacks"));
  return roots.map((root) => ({ root, content: readFileSync(join(outdir, "stacks", root, "cdk.tf.json")) }));
}

/** Writes files to a new folder, removes the folder, and returns how many seconds the writing took. */
export function secondsToWrite(files: readonly OutputFile[], folder: string): number {
  const began = performance.now();
  for (const { root, content } of files) {
    mkdirSync(join(folder, root), { recursive: true });
    writeFileSync(join(folder, root, "cdk.tf.json"), content);
  }
  const seconds = (performance.now() - began) / 1_000;
  rmSync(folder, { recursive: true });
  return seconds;
}
