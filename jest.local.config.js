const { join } = require("node:path");
const shared = require("./__tests__/support/jest/config");

/**
 * Tests that need Terraform and the local AWS: they install what they need below .local/. `npm run test:opentofu` runs only the
 * tests that need OpenTofu.
 */
const folder = process.env["npm_lifecycle_event"] === "test:opentofu" ? "opentofu" : "local";

module.exports = {
  ...shared,
  testMatch: [`<rootDir>/__tests__/${folder}/**/*.test.ts`],
  globalSetup: join(__dirname, "__tests__/local/support/begin-run.ts"),
  globalTeardown: join(__dirname, "__tests__/local/support/end-run.ts"),
  testSequencer: join(__dirname, "__tests__/local/support/by-name.ts"),
  // The tests share a deployment
  maxWorkers: 1,
  // No test measures time. A test that takes longer than this on a busy machine hangs
  testTimeout: 900_000,
};
