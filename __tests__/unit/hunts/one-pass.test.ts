import { allHunts, parseHunt, sqlOf } from "../../../hunts/hunt";
import { huntColumns } from "../../../hunts/hunt-events";
import { byteLimit, type TunedHunt, onePass, rowLimit, withDefaults } from "../../../hunts/one-pass";
import { arn, account } from "../../../tools/sample-data/values";
import { parseSql } from "../../support/trino-sql";

const text = (match: string) => `-- Finds it.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580
-- row: It is there.
-- first: Look.
-- by: principal
-- quiet: 7 days
-- ? least = 60: calls at least
-- match
${match}
-- subject
account, principal
-- measure
count(DISTINCT event_name)
-- when
count(DISTINCT event_name) >= ?least
`;
const hunt = (name: string, changes: Partial<TunedHunt> = {}) => ({
  ...withDefaults(parseHunt(name, text("is_reading"))),
  ...changes,
});
const hunts = [hunt("one"), hunt("two")];

test("however many hunts there are, each table is read once", () => {
  const many = Array.from({ length: 50 }, (_, i) => hunt(`hunt-${i}`));

  for (const list of [[hunt("one")], many]) {
    const { errors, selects } = parseSql(onePass(list, ["cloudtrail", "cloudtrail_outside"]));
    const names = selects.flatMap(({ tables }) => tables.map(({ name }) => name));
    expect(errors).toEqual([]);
    expect(names.filter((name) => name.startsWith("cloudtrail"))).toEqual(["cloudtrail", "cloudtrail_outside"]);
    for (const name of ["events", "matched", "counted", "begun", "compared", "ranked", "told"]) {
      expect(names.filter((one) => one === name)).toEqual([name]);
    }
  }
});

test("no aggregate makes the engine read the events again", () => {
  expect(onePass(hunts, ["cloudtrail"])).not.toMatch(/\bDISTINCT\b(?! FROM)/);
});

test("the whole catalog fits into a query of Athena", () => {
  const sql = onePass(allHunts().map(withDefaults), ["cloudtrail"]);

  expect(Buffer.byteLength(sql)).toBeLessThan(262_144 / 2);
  expect(parseSql(sql).errors).toEqual([]);
});

test("hunts use only columns that the events have", () => {
  for (const one of allHunts()) {
    const columns = parseSql(
      `SELECT ${sqlOf(withDefaults(one))
        .join(", ")
        .replaceAll(/\?[a-z]+\d*/g, "1")} FROM events`,
    );
    const unknown = columns.selects
      .flatMap((select) => select.columns)
      .filter((name) => !huntColumns.includes(name.split(".")[0] ?? "") && !columns.locals.has(name));
    expect({ [one.name]: unknown }).toEqual({ [one.name]: [] });
  }
});

test("parameters have the values that are given", () => {
  expect(onePass([hunt("one", { values: { least: 7 } })], ["cloudtrail"])).toContain(">= 7");
  expect(onePass([hunt("one")], ["cloudtrail"])).toContain(">= 60");
  expect(onePass([hunt("one")], ["cloudtrail"])).not.toContain("?least");
});

test("exclusions compare the whole role and the account, and nothing that a caller chooses", () => {
  const principalArn = arn("iam", "", account(3), "role/it's-a-scanner");
  const exclusions = [{ principalArn }, { account: account(4) }];
  const sql = onePass([hunt("one", { exclusions }), hunt("two")], ["cloudtrail"]);

  expect(sql).toContain(`AND coalesce(principal, '') NOT IN ('${principalArn.replace("'", "''")}')`);
  expect(sql).toContain(`AND coalesce(account, '') NOT IN ('${account(4)}')`);
  expect(sql.match(/NOT IN/g)).toHaveLength(2);
});

test("however many exclusions a hunt has, they are one condition for each column", () => {
  const exclusions = [1, 2, 3, 4, 5].flatMap((digit) => [
    { principalArn: arn("iam", "", account(digit), "role/scanner") },
    { account: account(digit) },
  ]);

  expect(onePass([hunt("one", { exclusions })], ["cloudtrail"]).match(/NOT IN/g)).toHaveLength(2);
});

test("a statement may be as long as Athena accepts, and no byte longer", () => {
  const named = (length: number) =>
    onePass([hunt("one", { exclusions: [{ principalArn: "x".repeat(length) }] })], ["t"]);
  const room = byteLimit - named(0).length;

  expect(Buffer.byteLength(named(room))).toBe(byteLimit);
  expect(() => named(room + 1)).toThrow(
    `the hunts are one statement of ${byteLimit} bytes at most, got ${byteLimit + 1}; remove exclusions of hunts`,
  );
});

test("further rows of an identity do not displace another identity, and are no news of the day", () => {
  const sql = onePass(hunts, ["cloudtrail"]);

  expect(sql).toContain("PARTITION BY hunt, json_format(CAST(identity AS json)) ORDER BY first_time DESC)");
  expect(sql).toContain("PARTITION BY hunt ORDER BY of_identity, first_time DESC");
  expect(sql).toContain(`IF(identities > ${rowLimit}, CAST(newest AS varchar), '')`);
});

test("a condition cannot reach beyond its brackets", () => {
  const wide = {
    ...withDefaults(parseHunt("wide", text("is_reading OR is_refused"))),
    exclusions: [{ account: account(4) }],
  };

  expect(onePass([wide], ["cloudtrail"])).toMatch(/\(is_reading OR is_refused\)\s+AND coalesce\(account, ''\) NOT IN/);
});

test("one row more than the limit is read, and says how many there are", () => {
  const sql = onePass(hunts, ["cloudtrail"]);

  expect(sql).toContain(`place <= ${rowLimit},`);
  expect(sql).toContain(`WHERE place <= ${rowLimit + 1}`);
  expect(sql).toContain(`total - ${rowLimit}`);
});

test("every value that a caller may have chosen is short, and without characters with a meaning", () => {
  const sql = onePass(hunts, ["cloudtrail"]);
  const replaced = [...sql.matchAll(/regexp_replace\(substr\(coalesce\((\w+), ''\), 1, 200\), '([^']+)', '\?'\)/g)];

  expect(replaced.map(([, value]) => value)).toEqual(["measure", "regions", "addresses", "ids", "value"]);
  for (const [, , pattern = ""] of replaced) {
    const plain = (value: string) => value.replaceAll(new RegExp(pattern, "g"), "?");
    expect(plain('"\\<>\u0000\n\u007fé')).toBe("????????");
    expect(plain("Az09 '/:;=[]{}|~&!#")).toBe("Az09 '/:;=[]{}|~&!#");
  }
});

test("an event that was delivered twice is counted once, if it matches", () => {
  const sql = onePass(hunts, ["cloudtrail"]);

  expect(sql).toContain("row_number() OVER (PARTITION BY found.hunt, account, region, day, event_id) AS delivery");
  expect(sql).toMatch(/FROM matched\n[^;]*?\n  WHERE delivery = 1 OR event_id IS NULL\n/);
});

test("days are counted apart only for hunts that leave out a routine", () => {
  const sql = onePass([hunt("one"), hunt("two", { leavesOutRoutine: true }), hunt("three")], ["cloudtrail"]);
  const days = "ARRAY[NULL, day], ARRAY[CAST(NULL AS varchar)])";

  expect(sql).toContain(`IF(hunt IN ('', 'two'), ${days}`);
  expect(onePass(hunts, ["cloudtrail"])).toContain(`IF(hunt IN (''), ${days}`);
  expect(sql).toContain("WHERE only_day IS NULL AND NOT is_routine");
});

test("nothing compares subjects, which may have a null", () => {
  const sql = onePass(hunts, ["cloudtrail"]);
  const orders = [...sql.matchAll(/ORDER BY ([^\n]+?)\) AS place/g)].map(([, order]) => order);

  expect(orders).toEqual(["of_identity, first_time DESC, events DESC, json_format(CAST(subject AS json))"]);
});
