import { readFileSync } from "node:fs";
import { logViews } from "../../../../tables/catalog";
import { tableReference } from "../../../../dev/docs/table-reference";
import { tables } from "../../../support/catalog";

const text = readFileSync("docs/tables.md", "utf8");

test("docs/tables.md is current; if not, run npm run docs", () => {
  expect(tableReference()).toBe(text);
});

test("the page contains a section with each column of every table and view, and the values of every partition", () => {
  for (const { name, columns } of [...tables, ...logViews()]) {
    const [section = ""] = text.split(`\n## ${name}\n`)[1]?.split("\n## ") ?? [];
    for (const column of columns) expect(section).toContain(`| \`${column.name}\` | \`${column.type}\` |`);
    expect(section).toContain(`SELECT * FROM ${name} WHERE `);
  }
  for (const { name, partitions } of tables) {
    const [section = ""] = text.split(`\n## ${name}\n`)[1]?.split("\n## ") ?? [];
    for (const partition of partitions) expect(section).toMatch(new RegExp(`\\| \`${partition.name}\` \\| \\S`));
  }
});

test("the page marks each partition on which a query must have a condition", () => {
  expect(text.match(/any; the query must name a value/g)).toHaveLength(3);
});
