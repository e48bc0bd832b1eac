import type { Comparison } from "../../../../aws-semantics/filter-pattern/comparison";
import { textSql } from "../../../../aws-semantics/filter-sql/text-sql";

const text = (value: string, operator: Comparison["operator"] = "="): Comparison => ({
  operator,
  value: { kind: "text", text: value },
});

test.each<[Comparison, string]>([
  [text("a"), "t = 'a'"],
  [text("a", "!="), "t <> 'a'"],
  [text("it's"), "t = 'it''s'"],
  [text("a*"), "t LIKE 'a%'"],
  [text("*a"), "t LIKE '%a'"],
  [text("*a*", "!="), "t NOT LIKE '%a%'"],
  [text("*"), "t LIKE '%%'"],
  [text("a*b"), "t = 'a*b'"],
  [text("**"), "t LIKE '%%'"],
  [text("50%_#*"), "t LIKE '50#%#_##%' ESCAPE '#'"],
  [{ operator: "=", value: { kind: "number", text: "1.0" } }, "t = '1.0'"],
  [{ operator: "!=", value: { kind: "regex", source: "a" } }, "NOT regexp_like(t, '[\\x61]')"],
])("%j", (comparison, sql) => {
  expect(textSql("t", comparison)).toBe(sql);
});
