import { type SavedQuery } from "../../../../queries/saved-queries";
import { logTables, logViews } from "../../../../tables/catalog";
import { onceInBoth, onceInLake } from "../../../../tables/lake/events-once";
import type { LakeDays } from "../../../../cli/query/lake-days";
import type { Lake } from "../../../../cli/query/lake-relations";
import { planQuery } from "../../../../cli/query/query-plan";
import { account } from "../../../../sample-data/values";
import { catalogSource } from "../../../support/catalog";

const now = new Date("2026-03-05T12:00:00Z");
const source = catalogSource();
const catalog = { tables: logTables(source), views: logViews(source) };
const bad = `${source.cloudTrailLocation}/${account(1)}/CloudTrail/eu-west-1/2026/03/01/bad file.json.gz`;

const daysOf = (table: string): LakeDays => ({ table, first: "2026/02/10", before: "2026/02/27", quarantined: [] });
const lakeOf = (isOnly: boolean, ...tables: string[]): Lake => ({
  database: "acme_lakehouse",
  days: tables.map(daysOf),
  isOnly,
  views: logViews(source, (isOnly ? onceInLake : onceInBoth)(new Set(tables))),
});
const query = (sql: string): SavedQuery => ({
  name: "a-query",
  description: "What?",
  sql: `${sql}\nORDER BY x\nLIMIT 9`,
  parameters: [],
});

interface Given {
  readonly lake?: Lake;
  readonly from?: string;
  readonly to?: string;
  readonly one?: string;
  readonly limit?: number;
  readonly leftOut?: readonly string[];
}

const plan = (sql: string, { lake = lakeOf(false, "cloudtrail"), from, to, one = "%", limit, leftOut }: Given = {}) =>
  planQuery({
    query: query(sql),
    values: [from ?? "2026/02/20", to ?? "2026/03/01", one],
    catalog,
    now,
    lake,
    ...(limit !== undefined && { limit }),
    ...(leftOut && { leftOut }),
  });
const sqlOf = (...given: Parameters<typeof plan>) => plan(...given).parts[0]?.sql ?? "";
const where = "WHERE day BETWEEN ? AND ? AND account LIKE ?";
const events = `SELECT x FROM cloudtrail ${where}`;
const people = `SELECT x FROM cloudtrail_events ${where}`;

test("complete days are read from the lakehouse and all other days from the archive, each day exactly once", () => {
  const sql = sqlOf(events);

  expect(sql).toMatch(
    /cloudtrail_in_archive AS \([^)]*FROM cloudtrail\nWHERE \(day < '2026\/02\/10' OR day >= '2026\/02\/27'\)/,
  );
  expect(sql).toMatch(
    /cloudtrail_in_lakehouse AS \([^)]*FROM "acme_lakehouse"."cloudtrail"\nWHERE day >= '2026\/02\/10'\n {2}AND day < '2026\/02\/27'/,
  );
  expect(sql).toContain(
    "cloudtrail AS (\nSELECT * FROM cloudtrail_in_archive\nUNION ALL\nSELECT * FROM cloudtrail_in_lakehouse\n)",
  );
  expect(sql.endsWith(query(events).sql)).toBe(true);
});

test("both SELECTs have the same columns in the same order, and reserved words are quoted", () => {
  const sql = sqlOf("SELECT x FROM flow_logs WHERE day BETWEEN ? AND ? AND account LIKE ?", {
    lake: lakeOf(false, "flow_logs"),
  });
  const [archived, inLake] = [...sql.matchAll(/SELECT ("version".*)/g)].map(([, list]) => list);

  expect(archived).toContain('"start", "end",');
  expect(inLake).toBe(archived);
  expect(sql).toContain("day < 'year=2026/month=02/day=27'");
});

test("the view searches for duplicates only in the archive", () => {
  const sql = sqlOf(people);

  expect(sql).toMatch(/row_number\(\)[^\n]*\n\s*FROM cloudtrail_in_archive\n/);
  expect(sql).toContain("SELECT *, BIGINT '1' AS delivery FROM cloudtrail_in_lakehouse");
  expect(sql.match(/row_number/g)).toHaveLength(1);
});

test("a query that reads other tables runs unchanged", () => {
  const sql = `SELECT x FROM config_history ${where}`;

  expect(sqlOf(sql)).toBe(query(sql).sql);
});

test("a query of the lakehouse alone has no condition on the complete days", () => {
  const sql = sqlOf(people, { lake: lakeOf(true, "cloudtrail") });

  expect(sql).toMatch(/cloudtrail AS \(\nSELECT [^\n]*\nFROM "acme_lakehouse"."cloudtrail"\n\)/);
  expect(sql).not.toMatch(/row_number|in_archive/);
  expect(plan(people, { lake: lakeOf(true, "cloudtrail") }).reads).toEqual([]);
});

test('the path of an object is available as `"$path"` in both SELECTs', () => {
  const sql = sqlOf(`SELECT "$path" AS x FROM cloudtrail ${where}`);

  expect(sql).toMatch(/, "\$path"\nFROM cloudtrail\n/);
  expect(sql).toMatch(/, lake_object AS "\$path"\nFROM "acme_lakehouse"/);
});

test("an excluded object is excluded in both SELECTs, with its encoded name in the lakehouse", () => {
  const sql = sqlOf(events, { leftOut: [bad, bad.replace(/[^/]*$/, "")] });

  expect(sql).toContain(`"$path" NOT IN ('${bad}')`);
  expect(sql).toContain(`lake_object <> '${bad.replace(" ", "%20")}'`);
  expect(sql).toMatch(/\(lake_object < '[^']*2026\/03\/01\/' OR lake_object >= '[^']*2026\/03\/010'\)/);
});

test("the name of an object in the lakehouse is encoded like the job stores it", () => {
  const path = bad.replace("bad file", "ä b%20[1]{2}?#'");
  const sql = sqlOf(events, { leftOut: [path] });

  // __tests__/lakehouse/test_load.py has the same name
  expect(sql).toContain(`/ä%20b%2520%5B1%5D%7B2%7D%3F%23''.json.gz'`);
});

test("an account that a query names is read from the archive's table for one account", () => {
  const sql = sqlOf(events, { one: account(7) });

  expect(sql).toContain(`FROM cloudtrail_by_account\nWHERE account = '${account(7)}'\n)\nWHERE (day <`);
});

describe("the planned partitions in the archive", () => {
  const days = (from: string, to: string) => plan(events, { from, to }).scans.map((scan) => scan.days);

  test.each([
    ["2026/02/12", "2026/02/26", []],
    ["2026/02/12", "2026/02/27", [["2026/02/27", "2026/02/27"]]],
    ["2026/02/27", "2026/03/01", [["2026/02/27", "2026/03/01"]]],
    ["2026/02/01", "2026/02/05", [["2026/02/01", "2026/02/05"]]],
    // The archive is also read for the days before the first loaded day
    ["2026/02/09", "2026/03/01", [["2026/02/09", "2026/03/01"]]],
  ])("the planned partitions in the archive from %s to %s are the days %j", (from, to, left) => {
    expect(days(from, to)).toEqual(left);
  });

  test("count towards the limit, but partitions in the lakehouse do not", () => {
    const limit = 2 * 2 * 3;

    expect(plan(events, { from: "2026/02/10", to: "2026/03/01", limit }).mode).toBe("whole");
    expect(plan(events, { from: "2026/02/10", to: "2026/03/02", limit }).mode).toBe("accounts");
  });

  test("the planned partitions in the archive are split by account, together with the lakehouse", () => {
    const { parts } = plan(events, { to: "2026/03/02", limit: 2 * 4 });

    expect(parts).toHaveLength(2);
    for (const { sql } of parts) expect(sql.match(/account (>=|<) '\d+'/g)).toHaveLength(2);
  });

  test("the planned partitions in the archive are all days if the query does not limit its days", () => {
    const { scans } = planQuery({
      query: query("SELECT x FROM cloudtrail"),
      values: [],
      catalog,
      now,
      lake: lakeOf(false, "cloudtrail"),
    });

    expect(scans.map((scan) => scan.days)).toEqual([undefined]);
  });
});
