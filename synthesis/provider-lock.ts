import { copyFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Name of the committed lock, beside the configuration. */
export const committedLockName = "terraform.lock.hcl";

/** Name that Terraform gives the lock of a root. */
const rootLockName = ".terraform.lock.hcl";

/**
 * Gives every root the committed lock of the AWS provider. All roots have the same provider in the same version, so one
 * lock is enough. Without a committed lock each root keeps the one that `terraform init` wrote.
 *
 * @param rootFolders folders of the synthesized roots
 */
export function copyProviderLock(configurationPath: string, rootFolders: readonly string[]): void {
  const committed = join(dirname(configurationPath), committedLockName);
  if (!existsSync(committed)) return;
  for (const folder of rootFolders) copyFileSync(committed, join(folder, rootLockName));
}
