import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeHash } from "./code-hash";
import type { Root } from "./waves";

/** Name of the saved plan in the folder of a root. */
export const planName = "trailkeeper.tfplan";

/** The saved plan of a root, with the hash of the Terraform code for which it was made. */
export class SavedPlan {
  private readonly plan: string;
  private readonly hash: string;

  constructor(private readonly root: Root) {
    this.plan = join(root.folder, planName);
    this.hash = `${this.plan}.sha256`;
  }

  /** Whether a plan waits to be applied. An apply deletes it. */
  exists(): boolean {
    return existsSync(this.plan);
  }

  /** Records the Terraform code of a plan that Terraform has just saved. */
  record(): void {
    writeFileSync(this.hash, codeHash(this.root));
  }

  /** Whether the Terraform code of the root was changed after the plan. False if the code of the plan was not recorded. */
  isOfOtherCode(): boolean {
    return existsSync(this.hash) && readFileSync(this.hash, "utf8") !== codeHash(this.root);
  }

  remove(): void {
    for (const path of [this.plan, this.hash]) rmSync(path, { force: true });
  }
}
