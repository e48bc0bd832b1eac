import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import { terraformRoots } from "../config/derived/terraform-roots";
import { findConfiguration } from "../config/find-configuration";
import { loadConfig } from "../config/load";
import { UserError } from "../config/user-error";
import { accountIds } from "../config/names/names";
import { processesFor, writeShares } from "./parallel-synthesis";
import { Progress } from "./progress";
import { copyProviderLock } from "./provider-lock";
import { writeStacks } from "./write-stacks";

/** `npm run synth`: writes the Terraform of every account, and says what it wrote. Sets the exit code. */
export async function synthesize(): Promise<void> {
  try {
    const path = findConfiguration();
    const config = loadConfig(path);
    const app = new App({ stackTraces: false });
    await writeRoots(app, config);
    copyProviderLock(path, rootFolders(app));
    const count = `${terraformRoots(config).length} Terraform roots of ${accountCount(config)} accounts`;
    console.log(`${path}: wrote ${count} to ${join(app.outdir, "stacks")}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`error: ${error.message}\nnothing was written`);
    process.exitCode = 1;
  }
}

/** Writes the Terraform of every account to `app.outdir`, and deletes that of accounts that are no longer configured. */
async function writeRoots(app: App, config: AuditConfig): Promise<void> {
  const earlier = earlierStacks(app.outdir);
  const { length } = terraformRoots(config);
  const writing = new Progress("roots written", length);
  const step = () => writing.step();
  const processes = processesFor(length);
  try {
    if (processes > 1) await writeShares(app, config, processes, step);
    else writeStacks(app, config, () => true, step);
  } finally {
    writing.finish();
  }
  app.manifest.writeToFile();

  for (const folder of orphans(app, earlier)) {
    rmSync(folder, { recursive: true });
    console.error(
      `removed ${folder}, because it is no longer in the configuration. Its AWS resources still exist. To delete them: add it to the configuration again, run cdktf destroy, then remove it`,
    );
  }
}

/** Folders of the synthesized roots. */
function rootFolders({ outdir, manifest }: App): string[] {
  return Object.keys(manifest.stacks).map((name) => join(outdir, "stacks", name));
}

/** How many accounts are deployed to. */
function accountCount(config: AuditConfig): number {
  return accountIds(config).length + config.accounts.outside.length;
}

/** Folders that an earlier synthesis wrote and this one did not. Other files there are not touched. */
function orphans({ outdir, manifest }: App, earlier: readonly string[]): string[] {
  return earlier
    .filter((name) => !Object.hasOwn(manifest.stacks, name))
    .map((name) => join(outdir, "stacks", name))
    .filter((folder) => existsSync(join(folder, "cdk.tf.json")));
}

/** The stacks of the synthesis before this one. */
function earlierStacks(outdir: string): string[] {
  const manifest = join(outdir, "manifest.json");
  return existsSync(manifest) ? Object.keys(JSON.parse(readFileSync(manifest, "utf8")).stacks ?? {}) : [];
}
