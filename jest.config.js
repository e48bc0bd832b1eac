const { join } = require("node:path");
const shared = require("./__tests__/support/jest/config");

// The processes of the tests inherit this: with more space for young objects, they collect garbage less often
process.execArgv.push("--max-semi-space-size=64");

module.exports = {
  ...shared,
  testMatch: ["<rootDir>/__tests__/{cli,contracts,unit}/**/*.test.ts"],
  testSequencer: join(__dirname, "__tests__/support/jest/slowest-first.ts"),
  maxWorkers: "100%",
  // No test measures time. A test that takes longer than this on a busy machine hangs
  testTimeout: 180_000,
};
