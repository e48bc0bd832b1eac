import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { LocalDeployment, type LocalSettings } from "../../../local-aws/terraform/deployment";

/**
 * Returns the same organization with a copy of a deployment's state in a separate folder. A test may change its Terraform while
 * other tests read that of the deployment.
 *
 * @param name of the folder, below that of the deployment
 */
export async function copyOfDeployment(
  of: LocalDeployment,
  name: string,
  settings: LocalSettings = {},
): Promise<LocalDeployment> {
  const copy = new LocalDeployment(join(of.folder, name), of.address, of.organization);
  await copy.synthesize(settings);
  for (const stack of copy.stacks) {
    const state = `terraform.${stack}.tfstate`;
    if (existsSync(join(of.folder, state))) copyFileSync(join(of.folder, state), join(copy.folder, state));
  }
  return copy;
}
