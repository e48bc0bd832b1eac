import { onePass as statementOf } from "../../../hunts/one-pass";
import { type TunedHunt, withDefaults } from "../../../hunts/tuned-hunt";
import { parseHunt } from "../../../hunts/hunt";
import { account } from "../../../sample-data/values";
import { huntText, sampleHunt as hunt } from "../../support/sample-hunt";

const onePass = (list: readonly TunedHunt[], tables: readonly string[]) =>
  statementOf(list, { source: "cloudtrail", tables }).sql;

test("a hunt with another source has one part in each of the two statements", () => {
  const part = {
    match: "is_accepted",
    subject: [{ name: "principal", sql: "to_address" }],
    measure: "'sent'",
    when: "true",
  };
  const both: TunedHunt = { ...hunt("both"), with: { source: "flow-logs", ...part } };
  const statement = (source: "cloudtrail" | "flow-logs" | "dns-logs") =>
    statementOf([both], { source, tables: ["logs"] }).sql;

  expect(statement("cloudtrail")).toContain(
    "CAST(ROW('both', ARRAY[CAST(account AS varchar), CAST(principal AS varchar)], NULL)",
  );
  expect(statement("cloudtrail")).not.toContain("to_address AS varchar");
  expect(statement("flow-logs")).toContain("CAST(ROW('both (with)', ARRAY[CAST(to_address AS varchar)], NULL)");
  expect(statement("flow-logs")).not.toContain("ROW('both',");
  expect(statement("dns-logs")).not.toContain("ROW('both");
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

test("the condition of a hunt is in parentheses, so that exclusions apply to all of it", () => {
  const wide = {
    ...withDefaults(parseHunt("wide", huntText("is_reading OR is_refused"))),
    exclusions: [{ account: account(4) }],
  };

  expect(onePass([wide], ["cloudtrail"])).toMatch(/\(is_reading OR is_refused\)\s+AND coalesce\(account, ''\) NOT IN/);
});

test("rows of first uses have a day, and other rows have none", () => {
  const sql = onePass([hunt("new", { firstUse: "principal" }), hunt("one")], ["cloudtrail"]);

  expect(sql).toContain("CAST(ROW('new', ARRAY[CAST(account AS varchar), CAST(principal AS varchar)], day)");
  expect(sql).toContain("CAST(ROW('one', ARRAY[CAST(account AS varchar), CAST(principal AS varchar)], NULL)");
});
