import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { LocalDeployment, type LocalSettings } from "../../../tools/local/terraform/deployment";

/**
 * The same organization with the state of a deployment, in a folder of its own: a test may change its Terraform while others read
 * that of the deployment.
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
