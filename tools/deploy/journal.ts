import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "./waves";

/** Hashes of the Terraform code of finished roots, by the name of the root. */
type Done = Readonly<Record<string, string>>;

/** Files of the journals, in the output folder. */
export const journalNames = { deploy: "deploy.journal", takeDown: "take-down.journal" } as const;

/**
 * The finished roots of a deployment or a take-down, in a file with a line for each root. After an interruption or a kill, the next
 * run continues with the other roots. The file is deleted when every root is finished.
 */
export class Journal {
  private readonly path: string;
  private done: Done;

  constructor(output: string, name: (typeof journalNames)[keyof typeof journalNames] = journalNames.deploy) {
    this.path = join(output, name);
    this.done = existsSync(this.path) ? read(this.path) : {};
  }

  /** Whether an interrupted run finished the root with its current Terraform code. */
  has(root: Root): boolean {
    return this.done[root.name] === hashOf(root);
  }

  /** Records that a root is finished. */
  add(root: Root): void {
    appendFileSync(this.path, `${root.name} ${hashOf(root)}\n`);
  }

  /** Deletes the journal, because the run is complete or starts again. */
  clear(): void {
    rmSync(this.path, { force: true });
    this.done = {};
  }
}

/** Reads a journal. If the writer was killed, the last line is incomplete. A name with an incomplete hash matches no root. */
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
