import { readFileSync } from "node:fs";
import { accessMap } from "../../../../tools/access-map/access-map";
import { accessMapReference } from "../../../../tools/docs/access-map-reference";
import { output } from "../../../support/outputs";

const stacks = output();
const text = readFileSync("docs/access-map.md", "utf8");

test("docs/access-map.md is what the example is synthesized to; if not, run npm run docs", () => {
  expect(accessMapReference(stacks)).toBe(text);
});

test("has a row for every location, of where it is and of who has to do with it", () => {
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

test("lets nobody of another organization, and nobody without credentials, write or read", () => {
  expect(text).not.toContain("ANYBODY");
});
