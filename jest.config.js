/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/__tests__/local/"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/.local/"],
};
