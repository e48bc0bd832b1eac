import { type SavedQuery } from "../../../../queries/saved-queries";
import { logTables, logViews } from "../../../../tables/catalog";
import { planQuery } from "../../../../cli/query/query-plan";
import { catalogSource } from "../../../support/catalog";
import { account } from "../../../../sample-data/values";

const now = new Date("2026-03-05T12:00:00Z");
const ids = [1, 2, 3, 4].map(account);
const outside = { accountIds: [account(8), account(9)], location: "s3://acme-trail/cloudtrail-logs/AWSLogs" };
const source = catalogSource({ accountIds: ids, outside });
const catalog = { tables: logTables(source), views: logViews(source) };
const bad = `${source.cloudTrailLocation}/${account(1)}/CloudTrail/eu-west-1/2026/03/01/bad.json.gz`;

const query = (sql: string, notSplit?: string): SavedQuery => ({
  name: "a-query",
  description: "What?",
  sql: `${sql}\nORDER BY x\nLIMIT 9`,
  parameters: [],
  ...(notSplit && { notSplit }),
});
const where = "WHERE day BETWEEN ? AND ? AND account LIKE ?";
const plan = (
  one: SavedQuery,
  { limit, given = "%", leftOut }: { limit?: number; given?: string; leftOut?: string[] } = {},
) =>
  planQuery({
    query: one,
    values: ["2026/02/27", "2026/03/01", given],
    catalog,
    now,
    ...(limit !== undefined && { limit }),
    ...(leftOut && { leftOut }),
  });
const events = query(`SELECT x FROM cloudtrail ${where}`);
const people = query(`SELECT x FROM cloudtrail_events ${where}`);
/** 4 accounts, 2 regions, 3 days. */
const all = 4 * 2 * 3;

describe("a query within the limit of partitions", () => {
  test.each([all, all + 1])("a query within the limit of partitions of %i partitions runs unchanged", (limit) => {
    expect(plan(events, { limit })).toMatchObject({
      mode: "whole",
      parts: [{ sql: events.sql }],
      reads: [{ partitions: all }],
    });
  });

  test("a query within the limit of partitions of one account reads the table without a list of accounts, also in the view", () => {
    const [part] = plan(people, { given: account(7) }).parts;

    expect(part?.sql).toMatch(
      new RegExp(
        `^WITH cloudtrail AS \\(\nSELECT \\*\nFROM cloudtrail_by_account\nWHERE account = '${account(7)}'\n\\),\ncloudtrail_events AS \\(`,
      ),
    );
    expect(part?.reads).toMatchObject([
      { table: "cloudtrail_by_account", partitions: 2 * 3 },
      { table: "cloudtrail_outside", partitions: 0 },
    ]);
  });
});

describe("a query beyond the limit of partitions", () => {
  test.each([
    [all - 1, 2],
    [all / 2, 2],
    [all / 2 - 1, 4],
    [all / 4, 4],
  ])(
    "a query beyond the limit of partitions of %i partitions runs in %i parts by account, each within the limit",
    (limit, count) => {
      const { mode, parts } = plan(events, { limit });

      expect([mode, parts.length]).toEqual(["accounts", count]);
      for (const { reads } of parts) for (const { partitions } of reads) expect(partitions).toBeLessThanOrEqual(limit);
      expect(parts.flatMap(({ reads }) => reads.map(({ partitions }) => partitions ?? 0)).reduce((a, b) => a + b)).toBe(
        all,
      );
    },
  );

  test("covers each account exactly once, because the first part has no lower limit and the last no upper limit", () => {
    const { parts } = plan(people, { limit: 6 });
    const ranges = parts.map(({ sql }) => {
      const [, from] = /account >= '(\d+)'/.exec(sql) ?? [];
      const [, before] = /account < '(\d+)'/.exec(sql) ?? [];
      return { from, before };
    });

    expect(ranges[0]?.from).toBeUndefined();
    expect(ranges.at(-1)?.before).toBeUndefined();
    expect(ranges.slice(1).map(({ from }) => from)).toEqual(ranges.slice(0, -1).map(({ before }) => before));
    // The last part contains both external accounts
    expect(ranges.length).toBe(5);
  });

  test("restricts every table of a view, which is replaced by its SELECT", () => {
    const [first] = plan(people, { limit: 12 }).parts;

    expect(first?.sql).toMatch(
      /^WITH cloudtrail AS \([^)]*account < [^)]*\),\ncloudtrail_outside AS \([^)]*account < [^)]*\),\ncloudtrail_events AS \(/,
    );
    expect(first?.sql.endsWith(people.sql)).toBe(true);
  });

  test("fails if a single account is beyond the limit, with the numbers and a fix", () => {
    expect(() => plan(query(`SELECT x FROM cloudtrail_digests ${where}`), { limit: all / 4 - 1 })).toThrow(
      "query a-query reads 24 partitions of cloudtrail_digests, but the engine plans at most 5. Narrow it with --account, --region or fewer days",
    );
  });

  const together = "an account leads to another.";
  test("a query beyond the limit of partitions of one account fails, because its table lists no accounts", () => {
    expect(() => plan(query(`SELECT x FROM cloudtrail ${where}`), { given: account(7), limit: 5 })).toThrow(
      /reads 6 partitions of cloudtrail_by_account, but the engine plans at most 5/,
    );
  });

  test("a query beyond the limit of partitions that cannot be split reads monthly partitions", () => {
    const { mode, parts } = plan(query(people.sql.replace(/\nORDER[^]*/, ""), together), { limit: 16 });

    expect([mode, parts.length]).toEqual(["months", 1]);
    expect(parts[0]?.reads).toMatchObject([
      { table: "cloudtrail_by_month", partitions: 4 * 2 * 2 },
      { table: "cloudtrail_outside", partitions: 2 * 2 * 3 },
    ]);
    expect(parts[0]?.sql).toMatch(
      /^WITH cloudtrail AS \([^]*WHERE month BETWEEN '2026\/02' AND '2026\/03'\n\),\ncloudtrail_events AS \(/,
    );
  });

  test("a query beyond the limit of partitions that cannot be split and has too many months fails with the reason", () => {
    expect(() => plan(query(people.sql.replace(/\nORDER[^]*/, ""), together), { limit: 15 })).toThrow(
      "the engine plans at most 15. The query cannot be split: an account leads to another. Narrow it with",
    );
  });
});

describe("excluded objects", () => {
  test("excluded objects are excluded from their tables, and the view is replaced by its SELECT", () => {
    const { sql = "" } = plan(people, { leftOut: [bad] }).parts[0] ?? {};

    expect(
      sql.startsWith(`WITH cloudtrail AS (\nSELECT *\nFROM cloudtrail\nWHERE "$path" NOT IN ('${bad}')\n),\n`),
    ).toBe(true);
    expect(sql).toContain("\n),\ncloudtrail_events AS (\nSELECT");
    const regionArguments = query("SELECT x FROM dns_logs WHERE day BETWEEN ? AND ? AND account LIKE ? AND vpc = 'a'");
    expect(plan(regionArguments, { leftOut: [bad] }).parts[0]?.sql).toBe(regionArguments.sql);
  });

  test("excluded objects are excluded from every part, from monthly tables, and from a query of one account", () => {
    const plans = [
      plan(events, { limit: 12, leftOut: [bad] }),
      plan(query(events.sql.replace(/\nORDER[^]*/, ""), "it cannot."), { limit: 16, leftOut: [bad] }),
      plan(events, { given: account(1), leftOut: [bad] }),
    ];

    expect(plans.map(({ mode }) => mode)).toEqual(["accounts", "months", "whole"]);
    for (const { sql } of plans.flatMap(({ parts }) => parts)) expect(sql).toContain(`AND "$path" NOT IN ('${bad}')`);
  });

  test("excluded objects do not remove the path from a query that reads it", () => {
    const withPath = query(`SELECT "$path" AS x FROM session_transcripts WHERE account LIKE ? AND region LIKE ?`);
    const folder = "s3://acme-services/ssm-logs/AWSLogs/";
    const { parts } = planQuery({ query: withPath, values: ["%", "%"], catalog, now, leftOut: [folder] });

    expect(parts[0]?.sql).toContain('SELECT *, "$path"\nFROM session_transcripts');
  });
});
