import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { version } from "../package.json";
import { synthesize } from "../synthesis/synthesize";
import { releaseFolder } from "./releases";

/**
 * Records the Terraform of this checkout, for the test that upgrades from it. It synthesizes `audit.yaml` in the folder of the
 * release, and writes `roots.json.gz` to the same folder.
 *
 * @param release name of the release: the version of the package, or a prerelease such as `0.1.0-main` between two releases
 */
function recordRelease(release: string): void {
  const folder = releaseFolder(release);
  const outdir = mkdtempSync(join(tmpdir(), "release-"));
  try {
    const configuration = join(folder, "audit.yaml");
    console.log(synthesize({ configuration, isFallback: false, outdir, mayRemove: true, keepsRootList: false }));
    const stacks = join(outdir, "stacks");
    const roots = readdirSync(stacks).map((name) => [
      name,
      JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")),
    ]);
    writeFileSync(join(folder, "roots.json.gz"), gzipSync(JSON.stringify(Object.fromEntries(roots)), { level: 9 }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

recordRelease(process.argv[2] ?? version);
