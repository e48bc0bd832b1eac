import { type EventFields, patternSql } from "../../../../aws-semantics/filter-sql/pattern-sql";

const fields: EventFields = {
  name: { kind: "text", sql: "name" },
  isRead: { kind: "boolean", sql: "isread" },
  request: { kind: "json", sql: "r" },
  user: { kind: "object", sql: "user", fields: { type: { kind: "text", sql: "user.type" } } },
  list: { kind: "list", sql: "list", fieldsOf: (element) => ({ ARN: { kind: "text", sql: `${element}.arn` } }) },
};
const sqlOf = (pattern: string) => patternSql(pattern, fields).condition;

test.each([
  ["{ $.name = a }", "name = 'a'"],
  ["{ $.name = a || $.name = b }", "name IN ('a', 'b')"],
  ["{ $.name = a && $.name != b }", "name = 'a' AND name <> 'b'"],
  ["{ ($.name = a || $.user.type = b) && $.isRead IS FALSE }", "(name = 'a' OR user.type = 'b') AND isread = 'false'"],
  ["{ $.user.type NOT EXISTS || $.user NOT EXISTS }", "user.type IS NULL OR user IS NULL"],
  ["{ $.request.a NOT EXISTS }", "json_extract(r, '$.a') IS NULL"],
  ["{ $.request.a = a || $.request.a = b }", "json_extract_scalar(r, '$.a') IN ('a', 'b')"],
  ["{ $.list[0].ARN = a }", "element_at(list, 1).arn = 'a'"],
  ["{ $.list[*].ARN = a* }", "any_match(list, x -> x.arn LIKE 'a%')"],
])("%s", (pattern, sql) => {
  expect(sqlOf(pattern)).toBe(sql);
});

test("NOT EXISTS with a wildcard applies to all values, and is true when there are no values", () => {
  expect(sqlOf("{ $.request.a[*] NOT EXISTS }")).toMatch(/^NOT coalesce\(any_match\(.* IS NOT NULL\), FALSE\)$/);
});

describe("a pattern that the columns cannot express is refused with the reason:", () => {
  test.each([
    ["{ $.other = a }", "the condition `=` on `$.other` has no column"],
    ["{ $.Name = a }", "the condition `=` on `$.Name` has no column"],
    ["{ $.* = a }", "the condition `=` on `$.*` has no column"],
    ["{ $.name.a NOT EXISTS }", "the condition `NOT EXISTS` on `$.name.a` has no column"],
    ["{ $.constructor = a }", "the condition `=` on `$.constructor` has no column"],
    ["{ $.list[*].ARN NOT EXISTS }", "applies to every element of a list"],
    ["{ $.list[*].arn = a }", "has no column"],
    ["{ $.name IS NULL }", "depends on the JSON type of the field, which its column does not contain"],
    ["{ $.name > 5 }", "depends on the JSON type"],
    ["{ $.isRead = true }", "depends on the JSON type"],
    ["{ $.isRead IS NULL }", "depends on the JSON type"],
    ["{ $.user = a }", "depends on the JSON type"],
    ["{ $.request NOT EXISTS }", "depends on the JSON type"],
    ["{ $.request IS NULL }", "depends on the JSON type"],
    ["{ $.list NOT EXISTS }", "depends on the JSON type"],
    ["Error", "the pattern searches terms in the text of an event"],
  ])("%s", (pattern, reason) => {
    expect(() => sqlOf(pattern)).toThrow(reason);
  });
});

test("a pattern lists each uncertain condition once, and most patterns have no uncertain condition", () => {
  expect(patternSql('{ $.request.a = "1*" || $.request.a = "1*" || $.name = "1*" }', fields).doubts).toHaveLength(1);
  expect(patternSql("{ $.request.a = a* && $.request.b IS TRUE && $.name = 1 }", fields).doubts).toEqual([]);
});
