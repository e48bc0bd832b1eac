import { compileDetections, countingQuery, matchedRelations } from "../../../../../cli/backtest/athena/counting-query";
import { mostBytes, statementsOf } from "../../../../../cli/backtest/athena/statements";
import { deployedDetections } from "../../../../../cli/backtest/detections";
import type { Detection } from "../../../../../detections/detection";
import { parseSql } from "../../../../support/trino-sql";
import { account } from "../../../../../sample-data/values";

const reach = { from: "2026-03-01", to: "2026-03-31" };
const { compiled, refused } = compileDetections(deployedDetections());
const own = (pattern: string): Detection => ({
  id: "own",
  title: "",
  why: "",
  severity: "notify",
  track: "pager",
  controls: [],
  pattern,
});

test("the statement of some detections is valid in the engine's grammar", () => {
  // The parser would take minutes for all detections. The local tests run all of them
  expect(parseSql(countingQuery(compiled.slice(0, 8), reach)).errors).toEqual([]);
});

test("the statement of all detections has two parameters", () => {
  const sql = countingQuery(compiled, reach);

  expect(sql.replaceAll(/'(?:[^']|'')*'/g, "").match(/\?/g)).toHaveLength(2);
  expect(compiled.length).toBeGreaterThan(80);
  expect(refused.filter(({ detection }) => detection.id !== "call-volume-unusual")).toEqual([]);
});

test("the statement reads the table once, whatever the number of detections", () => {
  expect(countingQuery(compiled, reach).match(/\bFROM cloudtrail\b/g)).toHaveLength(1);
});

test("accounts limit the partitions that are read", () => {
  expect(matchedRelations(compiled, { ...reach, accounts: [account(1), account(2)] })).toContain(
    `AND account IN ('${account(1)}', '${account(2)}')`,
  );
  expect(matchedRelations(compiled, reach)).not.toContain("AND account IN");
});

test("each detection is counted in the periods of its alarm", () => {
  const twice = compileDetections([
    own("{ $.eventName = A }"),
    { ...own("{ $.eventName = B }"), periodSeconds: 3_600 },
  ]);

  expect(countingQuery(twice.compiled, reach)).toContain("ARRAY[300, 300, 3600]");
});

test("a pattern that AWS or SQL does not support is refused with its reason, and the others are compiled", () => {
  const mixed = compileDetections([own("{ $.eventName = A }"), own("{ $.nowhere = A }"), own("{ $.eventName = ")]);

  expect(mixed.compiled).toHaveLength(1);
  expect(mixed.refused.map(({ reason }) => reason)).toEqual([
    "the condition `=` on `$.nowhere` has no column",
    expect.stringContaining("expected a value"),
  ]);
});

describe("the length of statements", () => {
  test("the length of statements is below the limit for all detections of this configuration", () => {
    const statements = statementsOf(compiled, reach);

    expect(statements).toHaveLength(1);
    expect(Buffer.byteLength(statements[0]?.sql ?? "")).toBeLessThan(mostBytes);
  });

  test("the length of statements is below the limit for every statement after a split, and each detection is in one statement", () => {
    const statements = statementsOf(compiled, reach, 40_000);
    const ids = statements.flatMap((statement) => statement.compiled.map(({ detection }) => detection.id));

    expect(statements.length).toBeGreaterThan(2);
    expect(ids).toEqual(compiled.map(({ detection }) => detection.id));
    for (const { sql } of statements) expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(40_000);
    // An event that differs from CloudTrail's documentation is counted once
    expect(statements.filter(({ sql }) => sql.includes("eventname is not a text"))).toHaveLength(1);
  });

  test("the length of statements is below Athena's limit for a hundred detections of maximum length, in a few statements", () => {
    const conditions = Array.from({ length: 30 }, (_, index) => `$.requestParameters.a${index} != 1`);
    const hundred = compileDetections(Array.from({ length: 100 }, () => own(`{ ${conditions.join(" && ")} }`)));
    const statements = statementsOf(hundred.compiled, reach);

    expect(conditions.join(" && ").length).toBeGreaterThan(900);
    expect(hundred.refused).toEqual([]);
    for (const { sql } of statements) expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(mostBytes);
    expect(statements.length).toBeLessThan(5);
  });
});
