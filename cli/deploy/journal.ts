import { join } from "node:path";
import { LineFile } from "../../shared/line-file";
import { codeHash } from "./code-hash";
import type { Root } from "./waves";

/** Files of the journals, in the output folder. */
export const journalNames = { deploy: "deploy.journal", takeDown: "take-down.journal" } as const;

/**
 * The finished roots of a deployment or a take-down, in a file with a line for each root. After an interruption or a kill, the next
 * run continues with the other roots. The file is deleted when every root is finished.
 */
export class Journal {
  private readonly file: LineFile;

  /** Hashes of the Terraform code of finished roots, by the name of the root. */
  private done: ReadonlyMap<string, string>;

  constructor(output: string, name: (typeof journalNames)[keyof typeof journalNames] = journalNames.deploy) {
    this.file = new LineFile(join(output, name));
    this.done = this.read();
  }

  /** Whether an interrupted run finished the root with its current Terraform code. */
  has(root: Root): boolean {
    return this.done.get(root.name) === codeHash(root);
  }

  /** Records that a root is finished. */
  add(root: Root): void {
    this.file.add(`${root.name} ${codeHash(root)}`);
  }

  /** Forgets roots, because their run is complete: the next run does not skip them. Deletes an empty journal. */
  forget(names: readonly string[]): void {
    this.done = new Map([...this.read()].filter(([name]) => !names.includes(name)));
    if (this.done.size === 0) this.clear();
    else this.file.replace([...this.done].map(([name, hash]) => `${name} ${hash}`));
  }

  /** Deletes the journal, because the run is complete or starts again. */
  clear(): void {
    this.file.delete();
    this.done = new Map();
  }

  /** The lines of the file. A name with the incomplete hash of an incomplete line matches no root. */
  private read(): ReadonlyMap<string, string> {
    return new Map(
      this.file.lines.map((line) => {
        const [name = "", hash = ""] = line.split(" ");
        return [name, hash];
      }),
    );
  }
}
