import { readFileSync } from "node:fs";
import { allHunts } from "../../../../../hunts/hunt";
import { huntCosts, huntTable, huntTables, withTables } from "../../../../../dev/docs/commands/hunt-reference";

const text = readFileSync("docs/hunts.md", "utf8");

test("docs/hunts.md is current; if not, run npm run docs", () => {
  expect(withTables(text, huntTables())).toBe(text);
});

test("the page contains every hunt, and the costs for 10, 100 and 1,000 gigabytes a day", () => {
  for (const { name } of allHunts()) expect(huntTable()).toContain(`| [${name}](runbooks/hunt-${name}.md)`);
  expect(huntCosts()).toMatch(/\| 10 GB +\| 20 GB +\| \$0\.10 +\|/);
  expect(huntCosts()).toMatch(/\| 100 GB +\| 200 GB +\| \$1 +\|/);
  expect(huntCosts()).toMatch(/\| 1,000 GB +\| 2,000 GB +\| \$10 +\|/);
});

test("a page without the markers is refused", () => {
  expect(() => withTables("# Hunts\n", { hunts: "x" })).toThrow("docs/hunts.md has no hunts; add the lines");
});
