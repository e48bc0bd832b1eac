import { copyFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Name of the committed lock file, in the folder of the configuration. */
const committedLockName = "terraform.lock.hcl";

/** Name of the lock file in a Terraform root. */
const rootLockName = ".terraform.lock.hcl";

/**
 * Copies the committed lock file of the AWS provider to every root. All roots use the same version of the provider, so one lock
 * file is enough. Without a committed lock file, each root keeps the lock file that `terraform init` wrote.
 *
 * @param rootFolders folders of the synthesized roots
 */
export function copyProviderLock(configurationPath: string, rootFolders: readonly string[]): void {
  const committed = join(dirname(configurationPath), committedLockName);
  if (!existsSync(committed)) return;
  for (const folder of rootFolders) copyFileSync(committed, join(folder, rootLockName));
}
