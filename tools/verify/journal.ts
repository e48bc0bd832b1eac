import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../../config/user-error";
import type { Stack } from "../terraform-output/stack";
import type { VerifiedRegion } from "./verify-regions";

/**
 * What has been verified, in a file: a line for each region of a root that could be read. A run that is interrupted or killed
 * goes on where it stopped, and one that could not read something reads only that again.
 */
export class Journal {
  readonly #verified: readonly VerifiedRegion[];
  readonly #done: ReadonlySet<string>;

  /**
   * @throws UserError for the file of another configuration, or another file
   */
  constructor(
    private readonly path: string,
    stacks: readonly Stack[],
  ) {
    const head = `trailkeeper verify ${hashOf(stacks)}`;
    const [first, ...lines] = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    if (first !== undefined && first !== head) {
      throw new UserError(`${path} is not of this configuration; delete it, or use another file`);
    }
    this.#verified = lines.flatMap(read);
    this.#done = new Set(this.#verified.map((one) => `${one.root} ${one.region}`));
    // Without the rest of a line whose writer was killed
    writeFileSync(path, [head, ...this.#verified.map((one) => JSON.stringify(one)), ""].join("\n"));
  }

  /** What earlier runs have verified. */
  get verified(): readonly VerifiedRegion[] {
    return this.#verified;
  }

  /** Whether an earlier run has verified the region of a root. */
  has(root: string, region: string): boolean {
    return this.#done.has(`${root} ${region}`);
  }

  /** Notes a region of a root, unless something there could not be read. */
  add(verified: VerifiedRegion): void {
    if (verified.findings.some(({ isUnverified }) => isUnverified)) return;
    appendFileSync(this.path, `${JSON.stringify(verified)}\n`);
  }

  /** Forgets everything: all is verified. */
  clear(): void {
    rmSync(this.path, { force: true });
  }
}

/** A line; none for an incomplete one. */
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
