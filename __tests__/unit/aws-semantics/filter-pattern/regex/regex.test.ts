import { Reader } from "../../../../../aws-semantics/filter-pattern/reader";
import { readRegex } from "../../../../../aws-semantics/filter-pattern/regex/regex";
import { refusalOf } from "../../../../support/refusal";

const read = (source: string) => readRegex(new Reader(`%${source}%`));

/** Returns the minimum and maximum number of repetitions of each item of the only alternative. */
const timesOf = (source: string) =>
  read(source).alternatives.map((items) =>
    items.map((item) => (item.kind === "characters" ? [item.least, item.most] : item.kind)),
  );

describe("a regular expression", () => {
  test.each<[string, unknown]>([
    ["a", [[[1, 1]]]],
    [
      "ab",
      [
        [
          [1, 1],
          [1, 1],
        ],
      ],
    ],
    ["a*", [[[0, Infinity]]]],
    ["a+", [[[1, Infinity]]]],
    ["a?", [[[0, 1]]]],
    ["a{3}", [[[3, 3]]]],
    ["a{3,}", [[[3, Infinity]]]],
    ["a{,5}", [[[0, 5]]]],
    ["a{3,5}", [[[3, 5]]]],
    ["a{0}", [[[0, 0]]]],
    ["a{5,5}", [[[5, 5]]]],
    ["a{1000}", [[[1000, 1000]]]],
    ["[a-z]{2}", [[[2, 2]]]],
    [
      "\\d{1,3}\\.",
      [
        [
          [1, 3],
          [1, 1],
        ],
      ],
    ],
    ["^a$", [["start", [1, 1], "end"]]],
    ["^", [["start"]]],
    ["a|b*", [[[1, 1]], [[0, Infinity]]]],
    [
      "a}",
      [
        [
          [1, 1],
          [1, 1],
        ],
      ],
    ],
  ])("%s is parsed to %j", (source, times) => {
    expect(timesOf(source)).toEqual(times);
  });

  test("keeps its source, and ends at the second percent sign", () => {
    const reader = new Reader("%^a|b$% %c%");

    expect([readRegex(reader).source, reader.position]).toEqual(["^a|b$", 7]);
  });

  test.each<[string, string]>([
    ["%%", "found `%` at position 1, expected a character or an anchor"],
    ["%a|%", "found `%` at position 3, expected a character or an anchor"],
    ["%|a%", "found `|` at position 1, expected a character or an anchor"],
    ["%a||b%", "found `|` at position 3, expected a character or an anchor"],
    ["%abc", "found the end at position 4, expected `%` to end the regular expression"],
    ["%", "found the end at position 1, expected `%` to end the regular expression"],
    ["%a|", "found the end at position 3, expected `%` to end the regular expression"],
    ["%(a|b)%", "found `(` at position 1, expected a supported character; write other characters as `\\xhh`"],
    ["%a(?=b)%", "found `(` at position 2, expected a supported character; write other characters as `\\xhh`"],
    ["%something!%", "found `!` at position 10, expected a supported character; write other characters as `\\xhh`"],
    ["%a\\%", "found `%` at position 3, expected d, D, s, S, w, W, xhh or an operator after a backslash"],
    [
      "%*a%",
      "found `*a` at position 1, expected a character before the repetition; to match the operator itself, write `\\` before it",
    ],
    [
      "%a**%",
      "found `*` at position 3, expected a character before the repetition; to match the operator itself, write `\\` before it",
    ],
    [
      "%a+?%",
      "found `?` at position 3, expected a character before the repetition; to match the operator itself, write `\\` before it",
    ],
    [
      "%^*%",
      "found `*` at position 2, expected a character before the repetition; to match the operator itself, write `\\` before it",
    ],
    [
      "%{a%",
      "found `{` at position 1, expected a character before the repetition; to match the operator itself, write `\\` before it",
    ],
    [
      "%a{2}{3}%",
      "found `{` at position 5, expected a character before the repetition; to match the operator itself, write `\\` before it",
    ],
    ["%a{%", "found `{` at position 2, expected `{m}`, `{m,}`, `{,n}` or `{m,n}`"],
    ["%a{}%", "found `{` at position 2, expected `{m}`, `{m,}`, `{,n}` or `{m,n}`"],
    ["%a{,}%", "found `{` at position 2, expected `{m}`, `{m,}`, `{,n}` or `{m,n}`"],
    ["%a{1,2,3}%", "found `{` at position 2, expected `{m}`, `{m,}`, `{,n}` or `{m,n}`"],
    ["%a{1, 2}%", "found `{` at position 2, expected `{m}`, `{m,}`, `{,n}` or `{m,n}`"],
    ["%a{x}%", "found `{` at position 2, expected `{m}`, `{m,}`, `{,n}` or `{m,n}`"],
    ["%a{-1}%", "found `{` at position 2, expected `{m}`, `{m,}`, `{,n}` or `{m,n}`"],
    ["%a{5,3}%", "found `{` at position 2, expected a minimum that is not larger than the maximum"],
    ["%a{1001}%", "found `a` at position 1, expected at most 1000 characters including all repetitions, not 1001"],
    ["%a{1001,}%", "found `a` at position 1, expected at most 1000 characters including all repetitions, not 1001"],
    ["%a{1,1001}%", "found `a` at position 1, expected at most 1000 characters including all repetitions, not 1001"],
    [
      "%a{999999999}%",
      "found `a` at position 1, expected at most 1000 characters including all repetitions, not 999999999",
    ],
    ["%^a{1000}b%", "found `^` at position 1, expected at most 1000 characters including all repetitions, not 1001"],
    [
      "%a{999,1000}|b{,1}%",
      "found `a` at position 1, expected at most 1000 characters including all repetitions, not 1001",
    ],
    ["%a{1000,}b*%", "found `a` at position 1, expected at most 1000 characters including all repetitions, not 1001"],
  ])("fails for %s", (written, message) => {
    expect(refusalOf(() => readRegex(new Reader(written)))).toBe(message);
  });

  test.each(["a{1000}", "a{500}b{,500}", "a{999}|b", "^a{999}b*$", "a{,999}|b+"])(
    "accepts 1,000 repetitions, as in %s",
    (source) => {
      expect(read(source).source).toBe(source);
    },
  );
});
