import { readFileSync } from "node:fs";
import { mappings, withMappings } from "../../../../../tools/docs/tables/ocsf-reference";

const page = readFileSync("docs/ocsf.md", "utf8");

test("docs/ocsf.md has the mappings of the views; if not, run npm run docs", () => {
  expect(withMappings(page, mappings())).toBe(page);
});

test("every attribute has a row, and required ones are marked", () => {
  expect(mappings()).toMatch(/\| `type_uid` \(required\) +\| `bigint`/);
  expect(mappings()).toMatch(/\| `actor\.user\.name` \(required\) +\| `string`/);
  expect(mappings()).toMatch(/\| `unmapped` +\| `map<string,string>`/);
});

test("fails on a page without the place of the mappings", () => {
  expect(() => withMappings("# OCSF", "")).toThrow("docs/ocsf.md has no mappings; add the lines");
});
