import { readFileSync } from "node:fs";
import { accessMap } from "../../../../cli/access-map/access-map";
import { accessMapReference } from "../../../../dev/docs/access-map-reference";
import { output } from "../../../support/outputs";

const stacks = output();
const text = readFileSync("docs/access-map.md", "utf8");

test("docs/access-map.md is current; if not, run npm run docs", () => {
  expect(accessMapReference(stacks)).toBe(text);
});

test("the page has a row for every location, with its storage and its access", () => {
  for (const { location, accountId } of accessMap(stacks)) {
    const rows = text
      .split("\n")
      .filter(
        (line) =>
          line.startsWith(location.prefix === "" ? "| everything " : `| \`${location.prefix}/\` `) &&
          line.includes(location.bucket),
      );

    expect([location.prefix, rows.length]).toEqual([location.prefix, accountId === undefined ? 1 : 2]);
  }
});

test("the page shows no write or read access for other organizations and anonymous callers", () => {
  expect(text).not.toContain("ANYONE");
});
