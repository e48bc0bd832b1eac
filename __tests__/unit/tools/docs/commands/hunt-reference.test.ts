import { readFileSync } from "node:fs";
import { allHunts } from "../../../../../hunts/hunt";
import { huntCosts, huntTable, huntTables, withTables } from "../../../../../tools/docs/commands/hunt-reference";

const text = readFileSync("docs/hunts.md", "utf8");

test("the page is as `npm run docs` writes it", () => {
  expect(withTables(text, huntTables())).toBe(text);
});

test("it has every hunt, and what 10, 100 and 1,000 gigabytes a day cost", () => {
  for (const { name } of allHunts()) expect(huntTable()).toContain(`| [${name}](runbooks/hunt-${name}.md)`);
  expect(huntCosts()).toMatch(/\| 10 GB +\| 20 GB +\| \$0\.10 +\|/);
  expect(huntCosts()).toMatch(/\| 100 GB +\| 200 GB +\| \$1 +\|/);
  expect(huntCosts()).toMatch(/\| 1,000 GB +\| 2,000 GB +\| \$10 +\|/);
});

test("fails when the page has no markers", () => {
  expect(() => withTables("# Hunts\n", { hunts: "x" })).toThrow("docs/hunts.md has no hunts; add the lines");
});
