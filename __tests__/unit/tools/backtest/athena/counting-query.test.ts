import {
  compileDetections,
  countingQuery,
  matchedRelations,
} from "../../../../../tools/backtest/athena/counting-query";
import { mostBytes, statementsOf } from "../../../../../tools/backtest/athena/statements";
import { deployedDetections } from "../../../../../tools/backtest/detections";
import type { Detection } from "../../../../../detections/detection";
import { parseSql } from "../../../../support/trino-sql";
import { account } from "../../../../../tools/sample-data/values";

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

test("the engine's grammar reads the statement of some detections", () => {
  // The parser takes minutes for all of them; the local tests run all
  expect(parseSql(countingQuery(compiled.slice(0, 8), reach)).errors).toEqual([]);
});

test("the statement of all detections has two parameters", () => {
  const sql = countingQuery(compiled, reach);

  expect(sql.replaceAll(/'(?:[^']|'')*'/g, "").match(/\?/g)).toHaveLength(2);
  expect(compiled.length).toBeGreaterThan(80);
  expect(refused.filter(({ detection }) => detection.id !== "call-volume-unusual")).toEqual([]);
});

test("it reads the table once, whatever the number of detections", () => {
  expect(countingQuery(compiled, reach).match(/\bFROM cloudtrail\b/g)).toHaveLength(1);
});

test("accounts limit the partitions", () => {
  expect(matchedRelations(compiled, { ...reach, accounts: [account(1), account(2)] })).toContain(
    `AND account IN ('${account(1)}', '${account(2)}')`,
  );
  expect(matchedRelations(compiled, reach)).not.toContain("AND account IN");
});

test("each detection counts in the periods of its alarm", () => {
  const twice = compileDetections([
    own("{ $.eventName = A }"),
    { ...own("{ $.eventName = B }"), periodSeconds: 3_600 },
  ]);

  expect(countingQuery(twice.compiled, reach)).toContain("ARRAY[300, 300, 3600]");
});

test("what AWS or SQL does not understand is refused with its reason, and the others are compiled", () => {
  const mixed = compileDetections([own("{ $.eventName = A }"), own("{ $.nowhere = A }"), own("{ $.eventName = ")]);

  expect(mixed.compiled).toHaveLength(1);
  expect(mixed.refused.map(({ reason }) => reason)).toEqual([
    "the condition `=` on `$.nowhere` has no column",
    expect.stringContaining("expected a value"),
  ]);
});

describe("the length of statements", () => {
  test("all detections of this configuration fit into one", () => {
    const statements = statementsOf(compiled, reach);

    expect(statements).toHaveLength(1);
    expect(Buffer.byteLength(statements[0]?.sql ?? "")).toBeLessThan(mostBytes);
  });

  test("detections that do not fit are split, each is in one statement, and every statement is within the limit", () => {
    const statements = statementsOf(compiled, reach, 40_000);
    const ids = statements.flatMap((statement) => statement.compiled.map(({ detection }) => detection.id));

    expect(statements.length).toBeGreaterThan(2);
    expect(ids).toEqual(compiled.map(({ detection }) => detection.id));
    for (const { sql } of statements) expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(40_000);
    // Each event that differs from what CloudTrail documents is counted once
    expect(statements.filter(({ sql }) => sql.includes("eventname is not a text"))).toHaveLength(1);
  });

  test("a hundred detections of the greatest length of AWS fit into a few statements of Athena", () => {
    const conditions = Array.from({ length: 30 }, (_, index) => `$.requestParameters.a${index} != 1`);
    const hundred = compileDetections(Array.from({ length: 100 }, () => own(`{ ${conditions.join(" && ")} }`)));
    const statements = statementsOf(hundred.compiled, reach);

    expect(conditions.join(" && ").length).toBeGreaterThan(900);
    expect(hundred.refused).toEqual([]);
    for (const { sql } of statements) expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(mostBytes);
    expect(statements.length).toBeLessThan(5);
  });
});
