import { readFileSync } from "node:fs";
import { checks } from "../../../../cli/check/checks";
import { obstacles } from "../../../../cli/check/obstacles";
import { checkTables, withChecks } from "../../../../dev/docs/check-reference";

const page = readFileSync("docs/before-you-apply.md", "utf8");

test("docs/before-you-apply.md is current; if not, run npm run docs", () => {
  expect(withChecks(page, checkTables())).toBe(page);
});

test("the page lists every check once", () => {
  for (const { id } of [...checks, ...obstacles]) {
    expect(page.match(new RegExp(String.raw`^\| \`${id}\` `, "gm"))).toHaveLength(1);
  }
});

test("a page without the markers is refused", () => {
  expect(() => withChecks("# Before you apply", "")).toThrow("docs/before-you-apply.md has no checks; add the lines");
});
