import type { Comparison } from "../../../../aws-semantics/filter-pattern/comparison";
import type { Value } from "../../../../aws-semantics/filter-pattern/value";
import { constantSql, doubtSql, isTextOnly, jsonSql } from "../../../../aws-semantics/filter-sql/json-sql";

const place = { document: "d", path: "$.a" };
const equal = (text: string): Comparison => ({ operator: "=", value: { kind: "text", text } });
const compared = (operator: Comparison["operator"], value: Value): Comparison => ({ operator, value });
const number = (text: string): Value => ({ kind: "number", text });

describe("a comparison with a string", () => {
  test.each(["a", "rue", "*arn:*", "Enabled", "*.amazonaws.com"])(
    "%s, which no value of another type equals, compares only the string",
    (text) => {
      expect(isTextOnly(equal(text))).toBe(true);
      expect(jsonSql(place, equal(text))).toMatch(/^json_extract_scalar\(d, '\$\.a'\) (=|LIKE) '/);
    },
  );

  test.each(["1", "*", "true", "*r*", "1e*", "", "Infinity"])(
    "%s, which a value of another type may equal, also compares the type",
    (text) => {
      expect(isTextOnly(equal(text))).toBe(false);
      expect(jsonSql(place, equal(text))).toContain(`json_format(v) LIKE '"%'`);
    },
  );

  test("a comparison with a string with != also compares the type, because the result is false for true, false and null", () => {
    expect(jsonSql(place, compared("!=", { kind: "text", text: "a" }))).toBe(
      `any_match(ARRAY[json_extract(d, '$.a')], v -> (json_format(v) LIKE '"%' AND CAST(v AS varchar) <> 'a') OR ` +
        `(json_format(v) BETWEEN '-' AND ':' AND TRUE))`,
    );
  });
});

describe("a comparison with a number of an event", () => {
  /** Returns the SQL that compares a number. */
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
  ])("%j returns what JavaScript returns", (comparison, sql) => {
    expect(ofNumber(comparison)).toBe(sql);
  });

  test.each([equal("12*"), compared("=", { kind: "regex", source: "^1" })])(
    "%j compares the digits of whole numbers, and is uncertain for other numbers",
    (comparison) => {
      expect(ofNumber(comparison)).toContain("AS bigint) AS varchar)");
      expect(doubtSql(place, comparison)).toContain("NOT (abs(");
    },
  );

  test("a comparison with a number of an event is uncertain for a number that is too large for the engine, if the operator compares sizes", () => {
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

test("true, false and null have the type of the JSON value, and an array that contains null is null", () => {
  expect(constantSql(place, "TRUE")).toBe("json_format(json_extract(d, '$.a')) = 'true'");
  expect(constantSql(place, "NULL")).toContain("AS array(json)), v -> json_format(v) = 'null')");
});
