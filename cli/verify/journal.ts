import { createHash } from "node:crypto";
import { LineFile } from "../../shared/line-file";
import { UserError } from "../../shared/user-error";
import type { Stack } from "../../terraform-types/synthesized/stack";
import type { VerifiedRegion } from "./verify-regions";

/**
 * The verified regions, in a file with a line for each region of a root that could be read completely. After an interruption, a kill
 * or an unreadable region, the next run verifies only the other regions.
 */
export class Journal {
  readonly #file: LineFile;
  readonly #verified: readonly VerifiedRegion[];
  readonly #done: ReadonlySet<string>;

  /**
   * @throws UserError for a journal of another configuration, or for a file that is not a journal
   */
  constructor(path: string, stacks: readonly Stack[]) {
    const head = `trailkeeper verify ${hashOf(stacks)}`;
    this.#file = new LineFile(path);
    const [first, ...lines] = this.#file.lines;
    if (this.#file.exists && first !== head) {
      throw new UserError(
        `${path} is not a journal of this configuration; delete it, or name another file with --resume`,
      );
    }
    this.#verified = lines.flatMap(read);
    this.#done = new Set(this.#verified.map((one) => `${one.root} ${one.region}`));
    // Writes the file again, without an incomplete line of a killed writer
    this.#file.replace([head, ...this.#verified.map((one) => JSON.stringify(one))]);
  }

  /** The regions that earlier runs verified. */
  get verified(): readonly VerifiedRegion[] {
    return this.#verified;
  }

  /** Whether an earlier run verified the region of a root. */
  has(root: string, region: string): boolean {
    return this.#done.has(`${root} ${region}`);
  }

  /** Records a region of a root, if it could be read completely. */
  add(verified: VerifiedRegion): void {
    if (verified.findings.some(({ isUnverified }) => isUnverified)) return;
    this.#file.add(JSON.stringify(verified));
  }

  /** Deletes the journal, because every region is verified. */
  clear(): void {
    this.#file.delete();
  }
}

/** Parses a line. Empty for an incomplete line. */
function read(line: string): VerifiedRegion[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

const hashOf = (stacks: readonly Stack[]): string =>
  createHash("sha256")
    .update(JSON.stringify(stacks.map(({ name, resources }) => [name, resources])))
    .digest("hex");
