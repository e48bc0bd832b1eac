import { readFileSync } from "node:fs";
import { mappings, withMappings } from "../../../../../dev/docs/tables/ocsf-reference";

const page = readFileSync("docs/ocsf.md", "utf8");

test("docs/ocsf.md contains the current mappings of the views; if not, run npm run docs", () => {
  expect(withMappings(page, mappings())).toBe(page);
});

test("the page contains a row for every attribute, and marks required attributes", () => {
  expect(mappings()).toMatch(/\| `type_uid` \(required\) +\| `bigint`/);
  expect(mappings()).toMatch(/\| `actor\.user\.name` \(required\) +\| `string`/);
  expect(mappings()).toMatch(/\| `unmapped` +\| `map<string,string>`/);
});

test("a page without the marker of the mappings fails", () => {
  expect(() => withMappings("# OCSF", "")).toThrow("docs/ocsf.md has no mappings; add the lines");
});
