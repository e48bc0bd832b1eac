import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "./waves";

/** Roots that are applied, by the hash of their Terraform. */
type Applied = Readonly<Record<string, string>>;

/**
 * What a deployment has done, in a file: a line for each applied root. A deployment that is interrupted or killed goes on
 * where it stopped. The file is deleted when every root is applied.
 */
export class Journal {
  private readonly path: string;
  private applied: Applied;

  constructor(output: string) {
    this.path = join(output, "deploy.journal");
    this.applied = existsSync(this.path) ? read(this.path) : {};
  }

  /** Whether an interrupted deployment has applied the root, with the Terraform that it has now. */
  has(root: Root): boolean {
    return this.applied[root.name] === hashOf(root);
  }

  /** Notes that a root is applied. */
  add(root: Root): void {
    appendFileSync(this.path, `${root.name} ${hashOf(root)}\n`);
  }

  /** Forgets everything: the deployment is complete, or begins again. */
  clear(): void {
    rmSync(this.path, { force: true });
    this.applied = {};
  }
}

/** The last line may be incomplete: its writer was killed. A name without its whole hash matches nothing. */
function read(path: string): Applied {
  return Object.fromEntries(
    readFileSync(path, "utf8")
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
}

const hashOf = ({ folder }: Root): string =>
  createHash("sha256")
    .update(readFileSync(join(folder, "cdk.tf.json")))
    .digest("hex");
