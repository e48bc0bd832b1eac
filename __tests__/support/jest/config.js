const { join } = require("node:path");

// Jest loads the files that these settings name with Node. From here on, Node loads TypeScript
require("tsx/cjs/api").register();

/** The settings of all tests. */
module.exports = {
  rootDir: join(__dirname, "../../.."),
  roots: ["<rootDir>/__tests__"],
  testEnvironment: join(__dirname, "environment.mjs"),
  // Modules are loaded once for each process, and not once for each file: see docs/decisions/0089-jest-test-runner.md
  runtime: join(__dirname, "process-runtime.ts"),
  transform: {},
  setupFilesAfterEnv: [join(__dirname, "terraform-matchers.ts")],
};
