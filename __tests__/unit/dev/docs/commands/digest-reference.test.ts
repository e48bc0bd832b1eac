import { readFileSync } from "node:fs";
import { findingKinds } from "../../../../../cli/digests/kinds";
import { findingTable, withFindings } from "../../../../../dev/docs/commands/digest-reference";

const page = readFileSync("docs/digests.md", "utf8");

test("docs/digests.md is current; if not, run npm run docs", () => {
  expect(withFindings(page, findingTable())).toBe(page);
});

test("the page lists every finding once", () => {
  for (const id of Object.keys(findingKinds)) {
    expect(page.match(new RegExp(String.raw`^\| \`${id}\`( \(notice\))? +\| `, "gm"))).toHaveLength(1);
  }
});

test("a page without the markers is refused", () => {
  expect(() => withFindings("# Digests", "")).toThrow("docs/digests.md has no findings; add the lines");
});
