const { join } = require("node:path");

/** The settings of all tests. */
module.exports = {
  rootDir: join(__dirname, "../../.."),
  roots: ["<rootDir>/__tests__"],
  testEnvironment: join(__dirname, "environment.mjs"),
  // Modules are loaded once for each process, and not once for each file: see docs/decisions/0089-jest-test-runner.md
  runtime: join(__dirname, "process-runtime.ts"),
  transform: {},
};
