import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../../shared/user-error";
import type { Stack } from "../../terraform-types/synthesized/stack";
import type { VerifiedRegion } from "./verify-regions";

/**
 * The verified regions, in a file with a line for each region of a root that could be read completely. After an interruption, a kill
 * or an unreadable region, the next run verifies only the other regions.
 */
export class Journal {
  readonly #verified: readonly VerifiedRegion[];
  readonly #done: ReadonlySet<string>;

  /**
   * @throws UserError for a journal of another configuration, or for a file that is not a journal
   */
  constructor(
    private readonly path: string,
    stacks: readonly Stack[],
  ) {
    const head = `trailkeeper verify ${hashOf(stacks)}`;
    const [first, ...lines] = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    if (first !== undefined && first !== head) {
      throw new UserError(
        `${path} is not a journal of this configuration; delete it, or name another file with --resume`,
      );
    }
    this.#verified = lines.flatMap(read);
    this.#done = new Set(this.#verified.map((one) => `${one.root} ${one.region}`));
    // Writes the file again, without an incomplete line of a killed writer
    writeFileSync(path, [head, ...this.#verified.map((one) => JSON.stringify(one)), ""].join("\n"));
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
    appendFileSync(this.path, `${JSON.stringify(verified)}\n`);
  }

  /** Deletes the journal, because every region is verified. */
  clear(): void {
    rmSync(this.path, { force: true });
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
