import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { liveQueries } from "../../../queries/live-queries";
import { cloudTrailTable } from "../../../tables/cloudtrail";

const queries = liveQueries();
const named = queries.map((query) => [query.name, query] as const);

/** Lower-case names of the fields of an event in the table of the archive. */
const { columns } = cloudTrailTable({ location: "", accountIds: [], regions: [], firstDay: "2024-01-01" });
const typeOf = new Map(columns.map(({ name, type }) => [name, type]));

/** Fields that are in the log group, but not in the struct of the table. The field identifies sessions of AssumeRoot. */
const liveOnly = new Set(["@message", "userIdentity.sessionContext.assumedRoot"]);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
const commands = ["dedup", "display", "fields", "filter", "limit", "parse", "sort", "stats"];
const functions = ["coalesce", "count", "count_distinct", "ispresent", "max", "min"];
const words = ["and", "as", "asc", "by", "desc", "in", "like", "not", "or"];

/** Returns a query without comments, strings and regular expressions. */
const codeOf = (text: string) =>
  text
    .replaceAll(/^#.*$/gm, "")
    .replaceAll(/"[^"\n]*"/g, '""')
    .replaceAll(/\blike\s+\/(?:[^/\\\n]|\\.)+\//g, 'like ""');

const commandsOf = (text: string) =>
  codeOf(text)
    .split("|")
    .map((part) => part.trim());

/** Returns names that are neither commands, functions nor keywords, and that the query does not define itself. */
function fieldsOf(text: string): string[] {
  const code = commandsOf(text)
    .map((part) => part.replace(/^\w+/, ""))
    .join("\n");
  const own = new Set([...code.matchAll(/\bas (\w+)/g)].map(([, alias]) => alias));
  const all = [...code.matchAll(/@?[A-Za-z_][\w.]*(?!\s*\(|[\w.])/g)].map(([name]) => name);
  return all.filter((name) => !words.includes(name) && !own.has(name));
}

describe("liveQueries", () => {
  test("liveQueries are all .logs files of the folder, sorted by name, at least ten", () => {
    const files = readdirSync("queries/live");

    expect(queries.map(({ name }) => `${name}.logs`)).toEqual(files.toSorted());
    expect(queries.length).toBeGreaterThanOrEqual(10);
  });

  test("liveQueries have different descriptions", () => {
    expect(new Set(queries.map(({ description }) => description)).size).toBe(queries.length);
  });
});

describe.each(named)("live query %s", (name, { description, text }) => {
  test("has a name of words, a description of one sentence, and a hint how to narrow it", () => {
    const [first, second] = text.split("\n");

    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(first).toBe(`# ${description}`);
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(second).toMatch(/^# Narrow it: /);
  });

  test(`live query ${name} is a pipe of known commands, and ends with a limit`, () => {
    const parts = commandsOf(text);

    for (const part of parts) expect(commands).toContain(/^\w+/.exec(part)?.[0]);
    expect(parts.at(-1)).toMatch(/^limit \d{2,4}$/);
    expect(parts.at(-2)).toMatch(/^sort \w+ (asc|desc)$/);
    expect(parts.filter((part) => part.startsWith("filter") || part.startsWith("stats")).length).toBeGreaterThan(0);
  });

  test("closes its parentheses and strings, and uses only known functions", () => {
    const code = codeOf(text);
    const called = [...code.matchAll(/(\w+)\(/g)].map(([, word = ""]) => word);

    for (const [open, close] of ["()", "[]"]) {
      expect(code.split(open ?? "").length).toBe(code.split(close ?? "").length);
    }
    expect(code.replaceAll('""', "")).not.toMatch(/["'`;]/);
    expect(called.filter((one) => !functions.includes(one))).toEqual([]);
  });

  test("uses only fields of CloudTrail events", () => {
    const fields = fieldsOf(text);

    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields.filter((one) => !liveOnly.has(one))) {
      const [column = "", ...inner] = field.toLowerCase().split(".");
      const type = typeOf.get(column);
      expect([field, type !== undefined]).toEqual([field, true]);
      // The fields of a struct are known, but each service defines the fields of its JSON
      if (type?.startsWith("struct"))
        for (const part of inner)
          expect([field, type]).toEqual([field, expect.stringMatching(new RegExp(`[<,]${part}:`))]);
    }
  });

  test(`live query ${name} is within the length limit of CloudWatch Logs, and contains no account id`, () => {
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(text).not.toMatch(/\d{12}/);
  });
});

describe("the runbooks", () => {
  const runbooks = readdirSync("docs/runbooks").map(
    (file) => [file, readFileSync(`docs/runbooks/${file}`, "utf8")] as const,
  );
  const naming = runbooks.flatMap(([file, text]) =>
    [...text.matchAll(/saved query `<prefix>\/([^`]*)`[^`]*```text\n([^`]*)```/g)].map(
      ([, name = "", block = ""]) => [file, name, block] as const,
    ),
  );

  test("name a live query for the same events", () => {
    const mentioned = runbooks.flatMap(([, text]) => [...text.matchAll(/`<prefix>\/[a-z-]+`/g)]);

    expect(naming.length).toBeGreaterThanOrEqual(10);
    expect(naming).toHaveLength(mentioned.length);
  });

  test.each(naming)("the runbook %s contains the live query %s", (_, name, block) => {
    const text = queries.find((query) => query.name === name)?.text;

    expect(text?.replaceAll(/^#.*\n/gm, "")).toBe(block);
  });

  test("the runbooks contain no live query without its name", () => {
    const requested = new Map(queries.map(({ name, text }) => [text.replaceAll(/^#.*\n/gm, ""), name]));
    const unnamed = runbooks.flatMap(([file, text]) =>
      [...text.matchAll(/```text\n([^`]*)```/g)]
        .map(([, block = ""]) => requested.get(block))
        .filter((name) => name !== undefined && !text.includes(`\`<prefix>/${name}\``))
        .map((name) => [file, name]),
    );

    expect(unnamed).toEqual([]);
  });
});

describe("liveQueries of another folder", () => {
  let folder = "";
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "live-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("liveQueries of another folder are only its .logs files, sorted by name, with unchanged content", () => {
    write("b.logs", "# Second.\nfields b\n");
    write("a.logs", "# First.\nfields a\n");
    write("notes.md", "no query");

    expect(liveQueries(folder)).toEqual([
      { name: "a", description: "First.", text: "# First.\nfields a\n" },
      { name: "b", description: "Second.", text: "# Second.\nfields b\n" },
    ]);
  });

  test.each([
    ["has no comment", "fields a\n"],
    ["is empty", ""],
    ["begins with an empty comment", "# \nfields a\n"],
    ["has its comment after the query", "fields a\n# Who called.\n"],
  ])("fails when a file %s", (_, text) => {
    write("wrong.logs", text);

    expect(() => liveQueries(folder)).toThrow(
      'queries/live/wrong.logs must begin with a comment that describes the query, such as "# Who did what."',
    );
  });
});
