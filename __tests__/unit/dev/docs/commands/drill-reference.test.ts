import { readFileSync } from "node:fs";
import { documentedDetections } from "../../../../../dev/docs/documented-detections";
import { drillTables, withDrills } from "../../../../../dev/docs/commands/drill-reference";

const page = readFileSync("docs/drill.md", "utf8");

test("docs/drill.md is current; if not, run npm run docs", () => {
  expect(withDrills(page, drillTables())).toBe(page);
});

test("the page lists every detection once", () => {
  for (const { id } of documentedDetections) {
    expect(page.match(new RegExp(String.raw`^\| \[${id}\]\(`, "gm"))).toHaveLength(1);
  }
});

test("a page without the markers is refused", () => {
  expect(() => withDrills("# Drill", "")).toThrow("docs/drill.md has no drills; add the lines");
});
