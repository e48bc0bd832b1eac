const Sequencer = require("@jest/test-sequencer").default;

/** Runs the tests by name, so that the one that destroys what the others share comes after them. */
module.exports = class ByName extends Sequencer {
  sort(tests) {
    return tests.toSorted((a, b) => a.path.localeCompare(b.path));
  }
};
