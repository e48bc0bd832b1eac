import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "./waves";

/** Roots that are done, by the hash of their Terraform. */
type Done = Readonly<Record<string, string>>;

/** Files of the journals, in the output folder. */
export const journalNames = { deploy: "deploy.journal", takeDown: "take-down.journal" } as const;

/**
 * What a deployment or a take-down has done, in a file: a line for each root that is done. A run that is interrupted or killed
 * goes on where it stopped. The file is deleted when every root is done.
 */
export class Journal {
  private readonly path: string;
  private done: Done;

  constructor(output: string, name: (typeof journalNames)[keyof typeof journalNames] = journalNames.deploy) {
    this.path = join(output, name);
    this.done = existsSync(this.path) ? read(this.path) : {};
  }

  /** Whether an interrupted run has done the root, with the Terraform that it has now. */
  has(root: Root): boolean {
    return this.done[root.name] === hashOf(root);
  }

  /** Notes that a root is done. */
  add(root: Root): void {
    appendFileSync(this.path, `${root.name} ${hashOf(root)}\n`);
  }

  /** Forgets everything: the run is complete, or begins again. */
  clear(): void {
    rmSync(this.path, { force: true });
    this.done = {};
  }
}

/** The last line may be incomplete: its writer was killed. A name without its whole hash matches nothing. */
function read(path: string): Done {
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
