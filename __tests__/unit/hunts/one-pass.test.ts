import { allHunts, parseHunt } from "../../../hunts/hunt";
import { onePass as statementOf } from "../../../hunts/one-pass";
import { type TunedHunt, byteLimit, withDefaults } from "../../../hunts/tuned-hunt";
import { arn, account } from "../../../sample-data/values";
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
const onePass = (list: readonly TunedHunt[], tables: readonly string[]) =>
  statementOf(list, { source: "cloudtrail", tables });
const ofSource = (source: string) => allHunts().filter((one) => one.source === source);

test("each table is read once, however many hunts there are", () => {
  const many = Array.from({ length: 50 }, (_, i) => hunt(`hunt-${i}`));

  for (const list of [[hunt("one")], many]) {
    const { errors, selects } = parseSql(onePass(list, ["cloudtrail", "cloudtrail_outside"]));
    const names = selects.flatMap(({ tables }) => tables.map(({ name }) => name));
    expect(errors).toEqual([]);
    expect(names.filter((name) => name.startsWith("cloudtrail"))).toEqual(["cloudtrail", "cloudtrail_outside"]);
    for (const name of ["events", "matched", "once", "counted"]) {
      expect(names.filter((one) => one === name)).toEqual([name]);
    }
  }
});

test("no aggregate causes the engine to read the events again", () => {
  expect(onePass(hunts, ["cloudtrail"])).not.toMatch(/\bDISTINCT\b(?! FROM)/);
});

test("a hunt with another source has one part in each of the two statements", () => {
  const part = {
    match: "is_accepted",
    subject: [{ name: "principal", sql: "to_address" }],
    measure: "'sent'",
    when: "true",
  };
  const both: TunedHunt = { ...hunt("both"), with: { source: "flow-logs", ...part } };
  const statement = (source: "cloudtrail" | "flow-logs" | "dns-logs") =>
    statementOf([both], { source, tables: ["logs"] });

  expect(statement("cloudtrail")).toContain(
    "CAST(ROW('both', ARRAY[CAST(account AS varchar), CAST(principal AS varchar)], NULL)",
  );
  expect(statement("cloudtrail")).not.toContain("to_address AS varchar");
  expect(statement("flow-logs")).toContain("CAST(ROW('both (with)', ARRAY[CAST(to_address AS varchar)], NULL)");
  expect(statement("flow-logs")).not.toContain("ROW('both',");
  expect(statement("dns-logs")).not.toContain("ROW('both");
});

test("the statements of the whole catalog are within Athena's limit", () => {
  const sql = onePass(ofSource("cloudtrail").map(withDefaults), ["cloudtrail"]);

  expect(Buffer.byteLength(sql)).toBeLessThan(262_144 / 2);
  expect(parseSql(sql).errors).toEqual([]);
});

test("each parameter is replaced by its value", () => {
  expect(onePass([hunt("one", { values: { least: 7 } })], ["cloudtrail"])).toContain(">= 7");
  expect(onePass([hunt("one")], ["cloudtrail"])).toContain(">= 60");
  expect(onePass([hunt("one")], ["cloudtrail"])).not.toContain("?least");
});

test("exclusions compare only the whole role and the account, and no value that a caller chooses", () => {
  const principalArn = arn("iam", "", account(3), "role/it's-a-scanner");
  const exclusions = [{ principalArn }, { account: account(4) }];
  const sql = onePass([hunt("one", { exclusions }), hunt("two")], ["cloudtrail"]);

  expect(sql).toContain(`AND coalesce(principal, '') NOT IN ('${principalArn.replace("'", "''")}')`);
  expect(sql).toContain(`AND coalesce(account, '') NOT IN ('${account(4)}')`);
  expect(sql.match(/NOT IN/g)).toHaveLength(2);
});

test("exclusions that several hunts have are in the statement once, and every such hunt compares them", () => {
  const exclusions = [{ principalArn: arn("iam", "", account(3), "role/known") }, { account: account(4) }];
  const own = [{ account: account(5) }];
  const sql = onePass(
    [hunt("one", { exclusions }), hunt("two", { exclusions }), hunt("three", { exclusions: own })],
    ["cloudtrail"],
  );

  expect(parseSql(sql).errors).toEqual([]);
  expect(sql.match(/NOT IN/g)).toHaveLength(3);
  expect(sql).toContain(`coalesce(account, '') NOT IN ('${account(4)}') AS is_counted_1`);
  expect(sql.match(/AND is_counted_0\s+AND is_counted_1,/g)).toHaveLength(2);
  expect(sql).toContain(`AND coalesce(account, '') NOT IN ('${account(5)}'),`);
});

test("no expression compares an event with more than 16 hunts, and each hunt is compared once", () => {
  const expressions = (count: number) => {
    const sql = onePass(
      Array.from({ length: count }, (_, i) => hunt(`hunt-${i}`)),
      ["cloudtrail"],
    );
    const [, lists = ""] = /UNNEST\(([^]+?)\) AS side/.exec(sql) ?? [];
    return lists
      .split("filter(ARRAY[")
      .slice(1)
      .map((list) => list.match(/ROW\('hunt-/g)?.length);
  };

  expect(expressions(16)).toEqual([16]);
  expect(expressions(17)).toEqual([16, 1]);
  expect(expressions(50)).toEqual([16, 16, 16, 2]);
});

test("all exclusions of a hunt are one condition for each column", () => {
  const exclusions = [1, 2, 3, 4, 5].flatMap((digit) => [
    { principalArn: arn("iam", "", account(digit), "role/scanner") },
    { account: account(digit) },
  ]);

  expect(onePass([hunt("one", { exclusions })], ["cloudtrail"]).match(/NOT IN/g)).toHaveLength(2);
});

test("a statement may have as many bytes as Athena accepts, and fails with one byte more", () => {
  const named = (length: number) =>
    onePass([hunt("one", { exclusions: [{ principalArn: "x".repeat(length) }] })], ["t"]);
  const room = byteLimit - named(0).length;

  expect(Buffer.byteLength(named(room))).toBe(byteLimit);
  expect(() => named(room + 1)).toThrow(
    `the statement of all hunts of a source can have at most ${byteLimit} bytes, got ${byteLimit + 1}; remove exclusions of hunts`,
  );
});

test("the condition of a hunt is in parentheses, so that exclusions apply to all of it", () => {
  const wide = {
    ...withDefaults(parseHunt("wide", text("is_reading OR is_refused"))),
    exclusions: [{ account: account(4) }],
  };

  expect(onePass([wide], ["cloudtrail"])).toMatch(/\(is_reading OR is_refused\)\s+AND coalesce\(account, ''\) NOT IN/);
});

test("an event that was delivered twice is counted once", () => {
  const sql = onePass(hunts, ["cloudtrail"]);

  expect(sql).toContain("IF(seen IS NULL, coalesce(event_id, CAST(uuid() AS varchar))) AS delivery");
  expect(sql).toContain("GROUP BY hunt, subject, seen, account, region, day, delivery\n");
});

test("rows of first uses have a day, and other rows have none", () => {
  const sql = onePass([hunt("new", { firstUse: "principal" }), hunt("one")], ["cloudtrail"]);

  expect(sql).toContain("CAST(ROW('new', ARRAY[CAST(account AS varchar), CAST(principal AS varchar)], day)");
  expect(sql).toContain("CAST(ROW('one', ARRAY[CAST(account AS varchar), CAST(principal AS varchar)], NULL)");
});

test("only hunts that leave out routine activity count days separately", () => {
  const sql = onePass([hunt("one"), hunt("two", { leavesOutRoutine: true }), hunt("three")], ["cloudtrail"]);

  expect(sql).toContain("IF(hunt IN ('', 'two'), ARRAY[NULL, day], ARRAY[seen])");
  expect(onePass(hunts, ["cloudtrail"])).toContain("IF(hunt IN (''), ARRAY[NULL, day], ARRAY[seen])");
});
