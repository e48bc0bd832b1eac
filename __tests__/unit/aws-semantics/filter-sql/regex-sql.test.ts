import { Automaton } from "../../../../aws-semantics/filter-pattern/regex/automaton";
import { readRegex } from "../../../../aws-semantics/filter-pattern/regex/regex";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { mayBeInNumber, mayMatchNumber, regexSql } from "../../../../aws-semantics/filter-sql/regex-sql";

test.each([
  ["ab", "regexp_like(t, '[\\x61][\\x62]')"],
  ["^a$", "regexp_like(t, '\\A[\\x61]\\z')"],
  ["a|b{2,}", "regexp_like(t, '[\\x61]|[\\x62]{2,}')"],
  [".?", "regexp_like(t, '[\\s\\S]{0,1}')"],
])("%s has at most one unlimited repetition, and becomes a regular expression of the engine", (source, sql) => {
  expect(regexSql("t", source)).toBe(sql);
});

test("a class with characters beyond ASCII becomes the negation of the other characters", () => {
  expect(regexSql("t", "[^ab]")).toBe("regexp_like(t, '[^\\x61\\x62]')");
});

test.each(["a*b*", "a*b+|c", "a{2,}.*"])(
  "%s becomes a machine, because it would make the engine backtrack",
  (source) => {
    const slow = regexSql("t", source);

    expect(slow).toContain("reduce(");
    expect(slow.match(/regexp_like/g) ?? []).toHaveLength(source.includes("|") ? 1 : 0);
  },
);

test("an expression that cannot match a number is false for numbers", () => {
  const numbers = [0, -1.5, 1e21, 1e-7, Infinity, 123456789].map(String);
  const sources = ["\\x22", "a", "1", "^$", "\\W", "[^0-9]", "e", "x?", "In", "[A-D]"];
  const possible = sources.filter(mayMatchNumber);

  for (const source of sources.filter((one) => !possible.includes(one))) {
    const automaton = new Automaton(readRegex(new Reader(`%${source}%`)));
    expect(numbers.filter((number) => automaton.test(number))).toEqual([]);
  }
  expect(possible).toEqual(["1", "^$", "\\W", "[^0-9]", "e", "x?", "In"]);
});

test.each([
  ["", true],
  ["-12.5e", true],
  ["Infinity", true],
  ["12a", false],
  ["arn:", false],
])("a number may contain %j: %j", (text, expected) => {
  expect(mayBeInNumber(text)).toBe(expected);
});
