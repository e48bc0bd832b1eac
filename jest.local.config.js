/** Tests that need Terraform: the generated roots, given to the real AWS provider. */
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config"),
  testMatch: ["<rootDir>/__tests__/local/**/*.test.ts"],
  testPathIgnorePatterns: [],
};
