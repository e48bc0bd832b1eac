import type { Comparison } from "../../../../detections/filter-pattern/comparison";
import type { Value } from "../../../../detections/filter-pattern/value";
import { constantSql, doubtSql, isTextOnly, jsonSql } from "../../../../detections/filter-sql/json-sql";

const place = { document: "d", path: "$.a" };
const equal = (text: string): Comparison => ({ operator: "=", value: { kind: "text", text } });
const compared = (operator: Comparison["operator"], value: Value): Comparison => ({ operator, value });
const number = (text: string): Value => ({ kind: "number", text });

describe("a comparison with a text that no other value has", () => {
  test.each(["a", "rue", "*arn:*", "Enabled", "*.amazonaws.com"])("%s compares the text of the value", (text) => {
    expect(isTextOnly(equal(text))).toBe(true);
    expect(jsonSql(place, equal(text))).toMatch(/^json_extract_scalar\(d, '\$\.a'\) (=|LIKE) '/);
  });

  test.each(["1", "*", "true", "*r*", "1e*", "", "Infinity"])("%s also compares the type of the value", (text) => {
    expect(isTextOnly(equal(text))).toBe(false);
    expect(jsonSql(place, equal(text))).toContain(`json_format(v) LIKE '"%'`);
  });

  test("`!=` compares the type, because it is false for true, false and null", () => {
    expect(jsonSql(place, compared("!=", { kind: "text", text: "a" }))).toBe(
      `any_match(ARRAY[json_extract(d, '$.a')], v -> (json_format(v) LIKE '"%' AND CAST(v AS varchar) <> 'a') OR ` +
        `(json_format(v) BETWEEN '-' AND ':' AND TRUE))`,
    );
  });
});

describe("a number of an event", () => {
  /** What is compared of a number. */
  const ofNumber = (comparison: Comparison) => /AND ':' AND (.*)\)\)$/.exec(jsonSql(place, comparison))?.[1];

  test.each<[Comparison, string]>([
    [equal("1"), "CAST(v AS double) = DOUBLE '1'"],
    [equal("1.0"), "FALSE"],
    [equal("1e3"), "FALSE"],
    [equal("*"), "TRUE"],
    [compared("!=", { kind: "text", text: "1.0" }), "TRUE"],
    [compared("=", number("1.0")), "CAST(v AS double) = DOUBLE '1'"],
    [compared(">=", number("1e3")), "CAST(v AS double) >= DOUBLE '1000'"],
    [compared("!=", number("-5")), "CAST(v AS double) <> DOUBLE '-5'"],
  ])("%j compares it as JavaScript does", (comparison, sql) => {
    expect(ofNumber(comparison)).toBe(sql);
  });

  test.each([equal("12*"), compared("=", { kind: "regex", source: "^1" })])(
    "%j compares the text of whole numbers, and others are uncertain",
    (comparison) => {
      expect(ofNumber(comparison)).toContain("AS bigint) AS varchar)");
      expect(doubtSql(place, comparison)).toContain("NOT (abs(");
    },
  );

  test("one that is too large for the engine is uncertain in a comparison of size", () => {
    expect(doubtSql(place, compared("<", number("1")))).toContain(`IN ('"Infinity"', '"-Infinity"')`);
    expect(jsonSql(place, compared("<", number("1")))).toContain("IN ('-Infinity')");
    expect(jsonSql(place, compared(">", number("1")))).toContain("IN ('Infinity')");
  });

  test.each([
    equal("a*"),
    equal("1"),
    equal("*"),
    compared("=", number("1")),
    compared("=", { kind: "regex", source: "a" }),
  ])("%j is never uncertain", (comparison) => {
    expect(doubtSql(place, comparison)).toBeUndefined();
  });
});

test("true, false and null are of the type that they have in the JSON, and an array with null is null", () => {
  expect(constantSql(place, "TRUE")).toBe("json_format(json_extract(d, '$.a')) = 'true'");
  expect(constantSql(place, "NULL")).toContain("AS array(json)), v -> json_format(v) = 'null')");
});
