import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "./waves";

/** Hash of the Terraform code of a root. */
export const codeHash = ({ folder }: Root): string =>
  createHash("sha256")
    .update(readFileSync(join(folder, "cdk.tf.json")))
    .digest("hex");
