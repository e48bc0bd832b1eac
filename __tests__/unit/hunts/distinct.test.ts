import { replaceDistinct } from "../../../hunts/distinct";

test.each([
  ["count(*) > 1", "count(*) > 1"],
  ["count(DISTINCT a) >= 2", "coalesce(cardinality(histogram(a)), 0) >= 2"],
  ["count ( distinct f(a, ')') )", "coalesce(cardinality(histogram(f(a, ')'))), 0)"],
  [
    "count(DISTINCT a) FILTER (WHERE f(b)) + count(DISTINCT c)",
    "coalesce(cardinality(histogram(a) FILTER (WHERE f(b))), 0) + coalesce(cardinality(histogram(c)), 0)",
  ],
  ["format('%d (', count(DISTINCT a))", "format('%d (', coalesce(cardinality(histogram(a)), 0))"],
])("%s is counted without DISTINCT", (sql, expected) => {
  expect(replaceDistinct(sql)).toBe(expected);
});

test("a parenthesis that is not closed is refused", () => {
  expect(() => replaceDistinct("count(DISTINCT a")).toThrow('a bracket is not closed in "count(DISTINCT a"');
});
