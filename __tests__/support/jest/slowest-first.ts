import { createHash } from "node:crypto";
import TestSequencer, { type TestSequencerOptions } from "@jest/test-sequencer";
import slowestFiles from "../slowest-files.json";

type Tests = Parameters<TestSequencer["sort"]>[0];

/**
 * Runs the slowest files first, so that all processes end at the same time. Before them, it runs the files that start many programs:
 * a process starts a program faster while its own memory is small. Jest itself orders files by their last duration, which a fresh
 * clone does not have.
 *
 * With `--randomize`, the files run in a random order, which `--seed` repeats.
 */
export default class SlowestFirst extends TestSequencer {
  readonly #placeOf: (path: string) => string | number;

  constructor(options: TestSequencerOptions) {
    super(options);
    const { randomize, seed } = options.globalConfig;
    this.#placeOf = randomize
      ? (path) => createHash("sha256").update(`${seed} ${path}`).digest("hex")
      : placeBySlowness;
  }

  override async sort(tests: Tests): Promise<Tests> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the method of a sequencer, which returns a new list
    const sorted = await super.sort([...tests]);
    const placed = sorted.map((test) => ({ test, place: this.#placeOf(test.path) }));
    return placed
      .toSorted((one, other) => (one.place < other.place ? -1 : Number(one.place > other.place)))
      .map(({ test }) => test);
  }
}

function placeBySlowness(path: string): number {
  const place = slowestFiles.findIndex((name) => path.endsWith(`/__tests__/${name}`));
  return place < 0 ? slowestFiles.length : place;
}
