import { Module } from "node:module";

/**
 * Replaces the package `archiver` in tests. cdktf needs it for `TerraformAsset`, which this project does not use, and loads it
 * anyway: more than half of the files that cdktf consists of.
 */
export function replaceArchiver(): void {
  const path = require.resolve("archiver", { paths: [require.resolve("cdktf")] });
  require.cache[path] = Object.assign(new Module(path), { loaded: true, exports: refuse });
}

function refuse(): never {
  throw new Error(`archiver is not loaded in tests; remove its replacement in ${__filename}`);
}
