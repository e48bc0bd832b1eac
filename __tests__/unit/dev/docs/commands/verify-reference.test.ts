import { readFileSync } from "node:fs";
import { withPart, withTables } from "../../../../../dev/docs/commands/verify-reference";
import { deployedFaults, recordedFaults } from "../../../../../sample-data/faults";
import { guarantees } from "../../../../../cli/verify/guarantees";
import { obstacles } from "../../../../../cli/verify/obstacles";

const page = readFileSync("docs/verify.md", "utf8");

test("docs/verify.md is current; if not, run npm run docs", () => {
  expect(withTables(page)).toBe(page);
});

test("the page lists every guarantee once", () => {
  for (const { id } of [...guarantees, ...obstacles]) {
    expect(page.match(new RegExp(String.raw`^\| \`${id}\` `, "gm"))).toHaveLength(1);
  }
});

test("the page lists every fault, with the guarantee that shows it", () => {
  const rows = page.split("\n").filter((line) => /\| (local AWS|answers of AWS) +\|$/.test(line));

  expect(deployedFaults.length).toBeGreaterThanOrEqual(60);
  expect(rows).toHaveLength(deployedFaults.length + recordedFaults.length);
});

test("a page without the markers is refused", () => {
  expect(() => withPart("# Verify", "guarantees", "")).toThrow("docs/verify.md has no guarantees; add the lines");
});
