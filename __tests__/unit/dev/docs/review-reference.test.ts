import { readFileSync } from "node:fs";
import { ruleTables, withRules } from "../../../../dev/docs/review-reference";
import { rules } from "../../../../cli/review/rules";

const page = readFileSync("docs/review.md", "utf8");

test("docs/review.md is current; if not, run npm run docs", () => {
  expect(withRules(page, ruleTables())).toBe(page);
});

test("the page lists every rule once, with its severity", () => {
  for (const { id, severity } of rules) {
    expect(page.match(new RegExp(String.raw`^\| \`${id}\` +\| ${severity} `, "gm"))).toHaveLength(1);
  }
});

test("a page without the markers is refused", () => {
  expect(() => withRules("# Review", "")).toThrow("docs/review.md has no rules; add the lines");
});
