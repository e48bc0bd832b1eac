import TestSequencer from "@jest/test-sequencer";

type Tests = Parameters<TestSequencer["sort"]>[0];

/**
 * Files that run after all others. The first four share a Trino, which uses processor time until the end of the run. Then one file
 * delivers events that queries of other files would find. The last destroys the deployment that all files share, so that a later
 * file would deploy again, which takes minutes.
 */
const last = [
  "dashboards-on-trino.test.ts",
  "hunts-in-recorded-attacks.test.ts",
  "hunts-on-trino.test.ts",
  "hunts-one-pass.test.ts",
  "hunts-deployed.test.ts",
  "teardown.test.ts",
];

/** Runs the files in alphabetical order, and the files of `last` at the end. */
export default class ByName extends TestSequencer {
  override sort(tests: Tests): Tests {
    const key = ({ path }: Tests[number]) => `${last.findIndex((name) => path.endsWith(name)) + 1} ${path}`;
    return [...tests].toSorted((a, b) => key(a).localeCompare(key(b)));
  }
}
