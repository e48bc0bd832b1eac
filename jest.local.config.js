/** Tests that need Terraform and the local AWS: they install what they need below .local/. */
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config"),
  testMatch: ["<rootDir>/__tests__/local/**/*.test.ts"],
  testPathIgnorePatterns: [],
  testSequencer: "<rootDir>/__tests__/local/support/by-name.js",
  globalSetup: "<rootDir>/__tests__/local/support/stop.ts",
  globalTeardown: "<rootDir>/__tests__/local/support/stop.ts",
};
