import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "../deploy/waves";
import { rootFile } from "../../terraform-types/synthesized/output";
import { type Stack, readStack } from "../../terraform-types/synthesized/stack";

/** The synthesized Terraform of a root. */
export const readStackOf = ({ name, folder }: Root): Stack =>
  readStack(name, JSON.parse(readFileSync(join(folder, rootFile), "utf8")));
