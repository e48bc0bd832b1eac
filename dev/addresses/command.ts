import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { addressChanges, lostAddressAdvice } from "./address-changes";
import { addressFile, addressText, contractConfigurations } from "./address-file";
import { type RootAddresses, rootAddresses } from "./root-addresses";

/** Synthesizes the roots of a configuration. */
function rootsOf(configuration: string): Map<string, RootAddresses> {
  const folder = mkdtempSync(join(tmpdir(), "addresses-"));
  try {
    const env = { ...process.env, AUDIT_CONFIG: configuration, CDKTF_OUTDIR: folder };
    execFileSync(process.execPath, ["--import", "tsx", "main.ts", "--no-root-list"], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const stacks = join(folder, "stacks");
    const read = (name: string) => JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8"));
    return new Map(readdirSync(stacks).map((name) => [name, rootAddresses(read(name))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Updates one list. If addresses were lost without `--breaking`, returns advice and writes nothing. */
function updateList(path: string, root: RootAddresses, isBreaking: boolean): string | undefined {
  const listed = existsSync(path) ? readFileSync(path, "utf8") : "";
  const { added, lost } = addressChanges(listed, root);
  if (lost.length > 0 && !isBreaking) return lostAddressAdvice(path, lost);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, addressText(root));
  console.error(`${path}: ${root.addresses.length} addresses, ${added.length} new, ${lost.length} lost`);
  return undefined;
}

/** `npm run addresses`: updates the lists of addresses, and refuses to lose an address without `--breaking`. */
function main(): void {
  const isBreaking = process.argv.includes("--breaking");
  const advice = contractConfigurations.flatMap((configuration) =>
    [...rootsOf(configuration)].flatMap(
      ([name, root]) => updateList(addressFile(configuration, name), root, isBreaking) ?? [],
    ),
  );
  if (advice.length > 0) {
    console.error(advice.join("\n\n"));
    process.exitCode = 1;
  }
}

if (require.main === module) main();
