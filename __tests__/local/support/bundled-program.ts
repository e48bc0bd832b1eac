import { join } from "node:path";
import { bundleProgram } from "../../../dev/package/bundle";
import { runFolder } from "./run-folders";

let bundled: Promise<unknown> | undefined;

/**
 * Arguments of Node that start `trailkeeper` as it is published. The bundle starts faster than the sources, so tests that start
 * the program often bundle it first.
 */
export async function bundledProgram(): Promise<readonly string[]> {
  const folder = join(runFolder(), "program");
  await (bundled ??= bundleProgram(folder));
  return [join(folder, "cli/trailkeeper.mjs")];
}
