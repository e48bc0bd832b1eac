import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../../shared/files";
import { codeHash } from "./code-hash";
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
    return this.done[root.name] === codeHash(root);
  }

  /** Records that a root is finished. */
  add(root: Root): void {
    const text = existsSync(this.path) ? readFileSync(this.path, "utf8") : "";
    // A killed run can have left an incomplete last line
    const start = text === "" || text.endsWith("\n") ? "" : "\n";
    appendFileSync(this.path, `${start}${root.name} ${codeHash(root)}\n`);
  }

  /** Forgets roots, because their run is complete: the next run does not skip them. Deletes an empty journal. */
  forget(names: readonly string[]): void {
    const left = Object.entries(existsSync(this.path) ? read(this.path) : {}).filter(([name]) => !names.includes(name));
    if (left.length === 0) return this.clear();
    writeWhole(this.path, left.map(([name, hash]) => `${name} ${hash}\n`).join(""));
    this.done = Object.fromEntries(left);
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
      .filter((line) => line !== "")
      .map((line) => line.split(" ") as [string, string]),
  );
}
