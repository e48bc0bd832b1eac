/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/__tests__/local/"],
  // Jest leaves a core free otherwise, which on two cores is half of them
  maxWorkers: "100%",
  // The SQL grammar is published as ES modules only
  transformIgnorePatterns: ["/node_modules/(?!dt-sql-parser/)"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/.local/"],
};
