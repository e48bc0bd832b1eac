import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { savedQueries } from "../../../queries/saved-queries";
import { detections } from "../../../detections/catalog/all";
import { unknownColumns, unknownTables, unlimitedPartitions } from "../../support/saved-query-checks";
import { parseSql } from "../../support/trino-sql";

const queries = savedQueries();
const named = queries.map((query) => [query.name, query] as const);

describe("savedQueries", () => {
  test("savedQueries are all .sql files of the folder, sorted by name", () => {
    const files = readdirSync("queries").filter((file) => file.endsWith(".sql"));

    expect(files.length).toBeGreaterThanOrEqual(60);
    expect(queries.map(({ name }) => `${name}.sql`)).toEqual(files.toSorted());
  });

  test("savedQueries have different descriptions", () => {
    expect(new Set(queries.map(({ description }) => description)).size).toBe(queries.length);
  });

  test("savedQueries have names with a known prefix, so that they are sorted by subject", () => {
    for (const { name } of queries) {
      expect(name).toMatch(/^(compliance|cost|data|health|identity|incident|network)(-[a-z0-9]+)+$/);
      expect(name.length).toBeLessThanOrEqual(128);
    }
  });
});

describe.each(named)("query %s", (_, { description, sql, parameters }) => {
  const lines = sql.split("\n");
  const parsed = parseSql(sql);

  test("begins with a description of one sentence that fits into the console", () => {
    expect(lines[0]).toBe(`-- ${description}`);
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(description.length).toBeLessThanOrEqual(1_024);
  });

  test("then has a hint how to narrow it, and its parameters", () => {
    const header = lines.slice(
      1,
      lines.findIndex((line) => !line.startsWith("--")),
    );
    const firstParameter = header.findIndex((line) => line.startsWith("-- ? "));

    expect(header.slice(0, firstParameter).join("\n")).toMatch(/^-- Narrow it: [^]+\.$/);
    expect(header.slice(firstParameter).every((line) => line.startsWith("-- ? "))).toBe(true);
    expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(["to", "account"]));
  });

  test("the query is one valid Trino SELECT, with an order and a limit", () => {
    const code = sql.replace(/--.*$/gm, "").trim();

    expect(parsed.errors).toEqual([]);
    expect(code).toMatch(/^(SELECT|WITH)\b[^;]*\bORDER BY\b[^;]*\bLIMIT \d+;$/s);
  });

  test("reads only existing tables and columns", () => {
    expect(parsed.selects.flatMap((select) => select.tables).length).toBeGreaterThan(0);
    expect(parsed.selects.flatMap((select) => select.columns).length).toBeGreaterThan(2);
    expect(unknownTables(parsed)).toEqual([]);
    expect(unknownColumns(parsed)).toEqual([]);
  });

  test("reads only the given days and accounts of every table", () => {
    expect(unlimitedPartitions(parsed)).toEqual([]);
  });

  test("the query is within Athena's length limit, and contains no account, bucket or organization", () => {
    expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(262_144);
    expect(sql).not.toMatch(/\d{12}|\bo-[a-z0-9]{10,}|s3:\/\//);
  });
});

test("incident-alarms-touched contains the calls that the detections match", () => {
  const { sql = "" } = queries.find(({ name }) => name === "incident-alarms-touched") ?? {};
  const watched = [...sql.matchAll(/^ {2}\('([a-z-]+)', '(\w+)'\)/gm)].map(([, id, call = ""]) => ({ id, call }));
  const patternOf = (id?: string) => detections.find((detection) => detection.id === id)?.pattern ?? "";

  expect(watched.length).toBeGreaterThan(20);
  expect(watched.filter(({ id, call }) => !patternOf(id).includes(call))).toEqual([]);
});

describe("the checks of this file", () => {
  const where = "WHERE day BETWEEN ? AND ? AND account LIKE ?";

  test.each([
    "SELECT FROM cloudtrail",
    "SELECT a FROM b WHERE",
    "SELECT count(* FROM b",
    "SELEC a FROM b",
    "SELECT a FROM b WHERE c == 1",
    "SELECT a FROM b WHERE c BETWEEN ?",
  ])("report invalid SQL: %s", (sql) => {
    expect(parseSql(sql).errors).not.toEqual([]);
  });

  test.each([
    ["a table", `SELECT account FROM cloudtrails ${where}`, ["cloudtrails"]],
    ["a table of a JOIN", `SELECT 1 FROM cloudtrail JOIN other USING (account)`, ["other"]],
    ["a table of a subquery", `SELECT account FROM (SELECT account FROM nothing)`, ["nothing"]],
    ["a relation of another WITH clause", `WITH a AS (SELECT 1 FROM cloudtrail) SELECT 1 FROM b`, ["b"]],
  ])("report %s that does not exist", (_, sql, names) => {
    expect(unknownTables(parseSql(sql))).toEqual(names);
  });

  test.each([
    [`SELECT event_tim FROM cloudtrail_events ${where}`, "event_tim"],
    [`SELECT eventtime FROM cloudtrail_events ${where}`, "eventtime"],
    [`SELECT useridentity.nam FROM cloudtrail ${where}`, "useridentity.nam"],
    [`SELECT useridentity.sessioncontext.nam FROM cloudtrail ${where}`, "useridentity.sessioncontext.nam"],
    [`SELECT account FROM cloudtrail ${where} AND nothing = 1`, "nothing"],
    [`SELECT account FROM cloudtrail ${where} ORDER BY nothing`, "nothing"],
    [`SELECT f.tittle FROM securityhub_findings CROSS JOIN UNNEST(detail.findings) AS f ${where}`, "f.tittle"],
    [`SELECT f.id FROM securityhub_findings CROSS JOIN UNNEST(detail.finding) AS f ${where}`, "f.id"],
    [`SELECT t.nothing FROM cloudtrail AS t ${where}`, "t.nothing"],
    [`WITH a AS (SELECT account FROM cloudtrail) SELECT a.region FROM a`, "a.region"],
    [`SELECT srcaddr FROM cloudtrail ${where}`, "srcaddr"],
  ])("report an unknown column: %s", (sql, column) => {
    expect(unknownColumns(parseSql(sql))).toContain(column);
  });

  test.each([
    ["SELECT 1 FROM cloudtrail WHERE account LIKE ?", ["cloudtrail.day"]],
    ["SELECT 1 FROM cloudtrail_events WHERE day BETWEEN ? AND ?", ["cloudtrail_events.account"]],
    ["SELECT 1 FROM cloudtrail", ["cloudtrail.account", "cloudtrail.day"]],
    // OR removes the limits
    [`SELECT 1 FROM cloudtrail ${where} OR eventname = 'a'`, ["cloudtrail.account", "cloudtrail.day"]],
    ["SELECT 1 FROM cloudtrail WHERE day >= ? AND account LIKE ?", ["cloudtrail.day"]],
    ["SELECT 1 FROM cloudtrail WHERE day BETWEEN '2026/01/01' AND ? AND account LIKE ?", ["cloudtrail.day"]],
    [`SELECT 1 FROM cloudtrail ${where} UNION ALL SELECT 1 FROM flow_logs`, ["flow_logs.account", "flow_logs.day"]],
    [`SELECT 1 FROM (SELECT 1 FROM cloudtrail) WHERE account LIKE ?`, ["cloudtrail.day"]],
    [`WITH a AS (SELECT day FROM cloudtrail) SELECT 1 FROM a ${where}`, ["cloudtrail.account", "cloudtrail.day"]],
    [`SELECT 1 FROM dns_logs ${where}`, ["dns_logs.vpc"]],
    [`SELECT 1 FROM dns_logs ${where} AND vpc LIKE ?`, ["dns_logs.vpc"]],
    [`SELECT 1 FROM cloudtrail_by_account ${where}`, ["cloudtrail_by_account.account"]],
    ["SELECT line FROM session_transcripts WHERE account LIKE ?", ["session_transcripts.path"]],
    [
      "SELECT 1 FROM config_history WHERE account LIKE ? AND date_parse(day, '%Y/%c/%e') BETWEEN date_parse(?, '%Y/%m/%d') AND date_parse(?, '%Y/%m/%d')",
      ["config_history.region"],
    ],
    [
      "SELECT 1 FROM cloudtrail AS a JOIN cloudtrail AS b USING (eventid) WHERE a.day BETWEEN ? AND ? AND a.account LIKE ?",
      ["cloudtrail.account", "cloudtrail.day", "cloudtrail.account", "cloudtrail.day"],
    ],
  ])("report a table without limits on days or accounts: %s", (sql, partitions) => {
    expect(unlimitedPartitions(parseSql(sql))).toEqual(partitions);
  });

  test("report no problem of a valid query", () => {
    const right = parseSql(
      `WITH a AS (SELECT useridentity.arn AS who, day FROM cloudtrail ${where}) SELECT who, x FROM a CROSS JOIN UNNEST(ARRAY[who]) AS t (x) ORDER BY who LIMIT 5`,
    );

    expect([right.errors, unknownTables(right), unknownColumns(right), unlimitedPartitions(right)]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });
});

describe("savedQueries of another folder", () => {
  let folder = "";
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "queries-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("savedQueries of another folder are only its .sql files, sorted by name, with unchanged content", () => {
    write("b.sql", "-- Second.\nSELECT '${b}';\n");
    write("a.sql", "-- First.\n-- Narrow it.\nSELECT 1;\n");
    write("notes.md", "no query");
    write("a.sql.bak", "no query");

    expect(savedQueries(folder)).toEqual([
      { name: "a", description: "First.", sql: "-- First.\n-- Narrow it.\nSELECT 1;\n", parameters: [] },
      { name: "b", description: "Second.", sql: "-- Second.\nSELECT '${b}';\n", parameters: [] },
    ]);
  });

  test("savedQueries of another folder are empty if there are no files", () => {
    expect(savedQueries(folder)).toEqual([]);
  });

  test.each([
    ["has no comment", "SELECT 1;\n"],
    ["is empty", ""],
    ["begins with an empty line", "\n-- Who called.\nSELECT 1;\n"],
    ["begins with an empty comment", "-- \nSELECT 1;\n"],
    ["begins with a comment in another format", "/* Who called. */\nSELECT 1;\n"],
    ["has its comment after the query", "SELECT 1;\n-- Who called.\n"],
    ["is a comment without a query", "-- Who called."],
  ])("fails when a file %s", (_, text) => {
    write("good.sql", "-- Who called.\nSELECT 1;\n");
    write("wrong.sql", text);

    expect(() => savedQueries(folder)).toThrow(
      'queries/wrong.sql must begin with a comment that describes the query, such as "-- Who did what."',
    );
  });
});
