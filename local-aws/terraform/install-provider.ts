import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkResult } from "../../shared/child-process";
import { holdsProvider, installedProvider, providerSource, providerVersion } from "./provider-mirror";
import { terraform } from "./terraform";

const onlyTheProvider = {
  terraform: { required_providers: { aws: { source: providerSource, version: providerVersion } } },
};

/**
 * Installs the AWS provider once in a filesystem mirror of this checkout. Terraform links each root to this mirror.
 *
 * The plugin cache of Terraform is not used: `terraform init` replaces its entries without a lock, so roots that are initialized at
 * the same time fail. https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 *
 * @throws {CommandError} with the output of `terraform init`
 */
export async function installProvider(mirror: string = installedProvider): Promise<void> {
  if (holdsProvider(mirror)) return;
  mkdirSync(dirname(mirror), { recursive: true });
  const root = mkdtempSync(`${mirror}-`);
  try {
    writeFileSync(join(root, "main.tf.json"), JSON.stringify(onlyTheProvider));
    checkResult("terraform init", await terraform(root, ["init", "-input=false", "-no-color"]));
    // Another process can have installed the provider in the meantime
    if (!holdsProvider(mirror)) renameSync(join(root, ".terraform/providers"), mirror);
  } finally {
    rmSync(root, { recursive: true });
  }
}
