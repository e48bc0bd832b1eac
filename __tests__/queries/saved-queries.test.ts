import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { savedQueries } from "../../queries/saved-queries";
import { cloudTrailTable } from "../../tables/cloudtrail";
import { logSource } from "../support/catalog";

const { columns, partitions, name: tableName } = cloudTrailTable(logSource);
const known = new Map([...columns, ...partitions].map(({ name, type }) => [name, type]));

const keywords = new Set(
  "and as by current_date desc distinct from group in interval is like limit null or order select where".split(" "),
);

/** What is left of a query without its comments and texts. */
const codeOf = (sql: string) => sql.replace(/--.*$/gm, "").replace(/'[^']*'/g, "''");

/** Names of columns that a query uses, a field after its column: `useridentity.arn`. */
const columnsIn = (sql: string) => {
  const code = codeOf(sql);
  const renamed = new Set([...code.matchAll(/\bAS (\w+)/g)].map(([, alias]) => alias));
  const names = [...code.matchAll(/\b[a-z_][\w.]*\b(?!\s*\()/gi)].map(([name]) => name);
  return names.filter((name) => !keywords.has(name.toLowerCase()) && name !== tableName && !renamed.has(name));
};

const queries = savedQueries();
const named = queries.map((query) => [query.name, query] as const);

describe("savedQueries", () => {
  test("are all the .sql files of the folder, by name", () => {
    const files = readdirSync("queries").filter((file) => file.endsWith(".sql"));

    expect(files.length).toBeGreaterThan(0);
    expect(queries.map(({ name }) => `${name}.sql`)).toEqual(files.toSorted());
  });

  test("answer different questions", () => {
    expect(new Set(queries.map(({ description }) => description)).size).toBe(queries.length);
  });

  test("begin their names with what they are about, so that they stand together", () => {
    for (const { name } of queries) {
      expect(name).toMatch(/^(cost|data|health|identity|incident|network)(-[a-z0-9]+)+$/);
      expect(name.length).toBeLessThanOrEqual(128);
    }
  });
});

describe.each(named)("query %s", (_, { description, sql }) => {
  const [first, second] = sql.split("\n");

  test("begins by saying what it answers, in a sentence", () => {
    expect(first).toBe(`-- ${description}`);
    expect(description).toMatch(/^[A-Z].*\.$/);
  });

  test("says second how to narrow it, by a partition", () => {
    expect(second).toMatch(/^-- Narrow it: the number of days, or add: AND (account|region) = '<.+>'\.$/);
  });

  test("reads a limited number of days, written as in the partition", () => {
    const days = /\bWHERE day >= date_format\(current_date - interval '(\d+)' day, '%Y\/%m\/%d'\)/.exec(sql)?.[1];

    expect(Number(days)).toBeGreaterThanOrEqual(1);
    expect(Number(days)).toBeLessThanOrEqual(31);
    // An OR beside the day would lift the limit
    expect(codeOf(sql).replace(/\([^()]*\)/g, "")).not.toMatch(/\bOR\b/);
  });

  test("reads the one table, and changes nothing", () => {
    expect([...codeOf(sql).matchAll(/\b(?:FROM|JOIN)\s+(\w+)/g)].map(([, from]) => from)).toEqual([tableName]);
    expect(codeOf(sql).trim()).toMatch(/^SELECT\b[^;]*;$/);
  });

  test("uses only columns of the table, and only fields those have", () => {
    const used = columnsIn(sql);

    expect(used.length).toBeGreaterThan(2);
    for (const name of used) {
      const [column = "", ...fields] = name.split(".");
      expect([name, known.has(column)]).toEqual([name, true]);
      for (const field of fields) expect(known.get(column)).toMatch(new RegExp(`[<,]${field}:`));
    }
  });

  test("fits into Athena, and names no account, bucket or organization of its own", () => {
    expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(262_144);
    expect(sql).not.toMatch(/\d{12}|\bo-[a-z0-9]{10,}|s3:\/\//);
  });
});

describe("savedQueries of another folder", () => {
  let folder = "";
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "queries-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("are its .sql files alone, by name, with their text unchanged", () => {
    write("b.sql", "-- Second.\nSELECT '${b}';\n");
    write("a.sql", "-- First.\n-- Narrow it.\nSELECT 1;\n");
    write("notes.md", "no query");
    write("a.sql.bak", "no query");

    expect(savedQueries(folder)).toEqual([
      { name: "a", description: "First.", sql: "-- First.\n-- Narrow it.\nSELECT 1;\n", parameters: [] },
      { name: "b", description: "Second.", sql: "-- Second.\nSELECT '${b}';\n", parameters: [] },
    ]);
  });

  test("are none when it has none", () => {
    expect(savedQueries(folder)).toEqual([]);
  });

  test.each([
    ["has no comment", "SELECT 1;\n"],
    ["is empty", ""],
    ["begins with an empty line", "\n-- Who called.\nSELECT 1;\n"],
    ["begins with an empty comment", "-- \nSELECT 1;\n"],
    ["begins with a comment of another kind", "/* Who called. */\nSELECT 1;\n"],
    ["has the comment further down", "SELECT 1;\n-- Who called.\n"],
    ["is a comment without a query", "-- Who called."],
  ])("fails when a file %s", (_, text) => {
    write("good.sql", "-- Who called.\nSELECT 1;\n");
    write("wrong.sql", text);

    expect(() => savedQueries(folder)).toThrow(
      'queries/wrong.sql must begin with a comment that says what it answers, "-- Who did what."',
    );
  });
});
