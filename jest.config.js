/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/__tests__/local/"],
  // Jest leaves a core free otherwise, which on two cores is half of them
  maxWorkers: "100%",
  // No test measures time: whatever takes longer than this on a busy machine hangs
  testTimeout: 180_000,
  setupFiles: ["<rootDir>/__tests__/support/no-promise-hooks.js"],
  transform: { "\\.[jt]s$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }] },
  // The SQL grammar is published as ES modules only
  transformIgnorePatterns: ["/node_modules/(?!dt-sql-parser/)"],
  moduleNameMapper: { "^archiver$": "<rootDir>/__tests__/support/no-archiver.js" },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/.local/", "<rootDir>/dist/", "<rootDir>/examples/"],
};
