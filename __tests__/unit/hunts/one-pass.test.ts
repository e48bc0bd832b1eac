import { onePass as statementOf } from "../../../hunts/one-pass";
import { type TunedHunt, byteLimit, withDefaults } from "../../../hunts/tuned-hunt";
import { allHunts } from "../../../hunts/hunt";
import { sampleHunt as hunt } from "../../support/sample-hunt";
import { parseSql } from "../../support/trino-sql";

const hunts = [hunt("one"), hunt("two")];
const onePass = (list: readonly TunedHunt[], tables: readonly string[]) =>
  statementOf(list, { source: "cloudtrail", tables }).sql;
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

test("a statement may have as many bytes as Athena accepts, and fails with one byte more", () => {
  const named = (length: number) =>
    onePass([hunt("one", { exclusions: [{ principalArn: "x".repeat(length) }] })], ["t"]);
  const room = byteLimit - named(0).length;

  expect(Buffer.byteLength(named(room))).toBe(byteLimit);
  expect(() => named(room + 1)).toThrow(
    `the statement of all hunts of a source can have at most ${byteLimit} bytes, got ${byteLimit + 1}; remove exclusions of hunts`,
  );
});

test("an event that was delivered twice is counted once", () => {
  const sql = onePass(hunts, ["cloudtrail"]);

  expect(sql).toContain("IF(seen IS NULL, coalesce(event_id, CAST(uuid() AS varchar))) AS delivery");
  expect(sql).toContain("GROUP BY hunt, subject, seen, account, region, day, delivery\n");
});

test("only hunts that leave out routine activity count days separately", () => {
  const sql = onePass([hunt("one"), hunt("two", { leavesOutRoutine: true }), hunt("three")], ["cloudtrail"]);

  expect(sql).toContain("IF(hunt IN ('', 'two'), ARRAY[NULL, day], ARRAY[seen])");
  expect(onePass(hunts, ["cloudtrail"])).toContain("IF(hunt IN (''), ARRAY[NULL, day], ARRAY[seen])");
});
