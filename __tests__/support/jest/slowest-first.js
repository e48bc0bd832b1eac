const { createHash } = require("node:crypto");
const Sequencer = require("@jest/test-sequencer").default;
const slowestFiles = require("../slowest-files.json");

/**
 * Runs the slowest files first, so that all processes end at the same time. Before them, it runs the files that start many programs:
 * a process starts a program faster while its own memory is small. Jest itself orders files by their last duration, which a fresh
 * clone does not have.
 *
 * With `--randomize`, the files run in a random order, which `--seed` repeats.
 */
module.exports = class SlowestFirst extends Sequencer {
  constructor(options) {
    super(options);
    const { randomize, seed } = options.globalConfig;
    this.placeOf = randomize ? (path) => createHash("sha256").update(`${seed} ${path}`).digest("hex") : placeBySlowness;
  }

  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- the method of a sequencer, which returns a new list
    const placed = super.sort(tests).map((test) => ({ test, place: this.placeOf(test.path) }));
    return placed
      .toSorted((one, other) => (one.place < other.place ? -1 : Number(one.place > other.place)))
      .map(({ test }) => test);
  }
};

function placeBySlowness(path) {
  const place = slowestFiles.findIndex((name) => path.endsWith(`/__tests__/${name}`));
  return place < 0 ? slowestFiles.length : place;
}
