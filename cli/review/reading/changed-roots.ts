import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { rootFile, rootsFolder } from "../../../terraform-types/synthesized/output";

/** Names of roots of the head whose Terraform code is new, or differs from the base. Only these roots can have planned changes. */
export function changedRoots(base: string, head: string): string[] {
  const text = (folder: string, root: string) => {
    const path = join(folder, rootsFolder, root, rootFile);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  const roots = readdirSync(join(head, rootsFolder)).filter((root) => text(head, root) !== undefined);
  return roots.filter((root) => text(base, root) !== text(head, root)).toSorted();
}
