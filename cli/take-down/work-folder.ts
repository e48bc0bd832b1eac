import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Root } from "../deploy/waves";
import { rootFile } from "../../terraform-types/synthesized/output";
import { addressOf } from "../../terraform-types/synthesized/stack";
import { isProtectedByTerraform } from "./kept";
import type { RootPlan } from "./root-plan";

/** Terraform merges this file into the root. */
const overrideName = "take_down_override.tf.json";

/** Whether Terraform reads a file of a root. */
const isRead = (name: string): boolean => /\.(tf|tf\.json|tfvars|tfvars\.json|lock\.hcl)$/.test(name);

/**
 * Copies a root to a folder of the take-down. If the take-down removed the protection in the original folder and was killed, the next
 * deployment would also run without the protection.
 *
 * @param folder folder of the copies
 */
export function copyOfRoot(root: Root, folder: string): Root {
  const copy = join(folder, root.name);
  mkdirSync(copy, { recursive: true });
  // Terraform stored the backend of an earlier copy here, which can differ
  rmSync(join(copy, ".terraform/terraform.tfstate"), { force: true });
  for (const name of readdirSync(copy)) if (isRead(name)) rmSync(join(copy, name));
  for (const name of readdirSync(root.folder))
    if (isRead(name)) copyFileSync(join(root.folder, name), join(copy, name));
  const json = JSON.parse(readFileSync(join(root.folder, rootFile), "utf8"));
  const local = json.terraform?.backend?.local;
  // The path of a local state can be relative to the folder of the root
  if (local?.path !== undefined) local.path = resolve(root.folder, local.path);
  writeFileSync(join(copy, rootFile), JSON.stringify(json, undefined, 2));
  return { ...root, folder: copy };
}

/**
 * Removes `prevent_destroy` in the copy of a root, so that Terraform can destroy all resources that are not kept. It also allows
 * destroying workgroups with a query history.
 */
export function liftProtection({ root, stack, kept, unreleasedWorkgroups }: RootPlan): void {
  const keptAddresses = new Set(kept.map(({ address }) => address));
  const resource: Record<string, Record<string, object>> = {};
  for (const one of stack.resources) {
    const address = addressOf(one);
    const lifted = {
      ...(isProtectedByTerraform(one) && !keptAddresses.has(address) && { lifecycle: { prevent_destroy: false } }),
      ...(unreleasedWorkgroups.includes(address) && { force_destroy: true }),
    };
    if (Object.keys(lifted).length > 0) (resource[one.type] ??= {})[one.id] = lifted;
  }
  // Terraform rejects an empty `resource` block
  const override = Object.keys(resource).length === 0 ? {} : { resource };
  writeFileSync(join(root.folder, overrideName), JSON.stringify(override, undefined, 2));
}
