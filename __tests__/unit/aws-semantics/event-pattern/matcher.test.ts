import { type Matcher, bothOf, unique, wildcardOf } from "../../../../aws-semantics/event-pattern/matcher";

const not = (...texts: string[]): Matcher => ({ "anything-but": texts });

describe("bothOf, with one matcher in each list, combines", () => {
  test.each<[string, Matcher, Matcher, Matcher[]]>([
    ["equal values", "a", "a", ["a"]],
    ["equal values with the same parts", { prefix: "a" }, { prefix: "a" }, [{ prefix: "a" }]],
    ["different values", "a", "b", []],
    ["a value and a matching prefix", "abc", { prefix: "ab" }, ["abc"]],
    ["a value and another prefix", "abc", { prefix: "b" }, []],
    ["a suffix and a matching value", { suffix: "bc" }, "abc", ["abc"]],
    ["a suffix and another value", { suffix: "b" }, "abc", []],
    ["a wildcard and a value", { wildcard: "a*c" }, "abc", ["abc"]],
    ["a wildcard with a dot and a value", { wildcard: "a.c*" }, "abc", []],
    ["a wildcard with an asterisk and a matching value", { wildcard: "a\\*c" }, "a*c", ["a*c"]],
    ["a wildcard with an asterisk and another value", { wildcard: "a\\*c" }, "abc", []],
    ["a value and its exclusion", "a", not("a", "b"), []],
    ["a value and the exclusion of another value", "c", not("a", "b"), ["c"]],
    ["a value and the exclusion of its prefix", "abc", { "anything-but": { prefix: ["x", "ab"] } }, []],
    ["a value and the exclusion of its suffix", "abc", { "anything-but": { suffix: ["bc"] } }, []],
    ["a value and the exclusion of a part of it", "abc", { "anything-but": { wildcard: ["*b*"] } }, []],
    ["true and an existing field", true, { exists: true }, [true]],
    ["true and an absent field", true, { exists: false }, []],
    ["null and the exclusion of a value", null, not("a"), [null]],
    ["true and a prefix", true, { prefix: "a" }, []],
    ["a number and a matching range", 7, { numeric: ["<", 90] }, [7]],
    ["a value and a range", "7", { numeric: ["<", 90] }, []],
    ["an existing field and a prefix", { exists: true }, { prefix: "a" }, [{ prefix: "a" }]],
    ["an exclusion and an existing field", not("a"), { exists: true }, [not("a")]],
    ["an absent field and an exclusion", { exists: false }, not("a"), []],
    ["a prefix and an absent field", { prefix: "a" }, { exists: false }, []],
    ["a prefix and a suffix", { prefix: "a" }, { suffix: "b" }, [{ wildcard: "a*b" }]],
    ["a suffix and a prefix", { suffix: "b" }, { prefix: "a" }, [{ wildcard: "a*b" }]],
    ["two exclusions", not("a"), not("b"), [not("a", "b")]],
    [
      "the exclusions of two prefixes",
      { "anything-but": { prefix: ["a"] } },
      { "anything-but": { prefix: ["b"] } },
      [{ "anything-but": { prefix: ["a", "b"] } }],
    ],
    [
      "the exclusions of two suffixes",
      { "anything-but": { suffix: ["a"] } },
      { "anything-but": { suffix: ["b"] } },
      [{ "anything-but": { suffix: ["a", "b"] } }],
    ],
    [
      "the exclusions of a value, a prefix and a suffix",
      { "anything-but": { prefix: ["a"] } },
      { "anything-but": { suffix: ["b*"] } },
      [{ "anything-but": { wildcard: ["a*", "*b\\*"] } }],
    ],
    [
      "the exclusions of a value and of a part",
      not("a"),
      { "anything-but": { wildcard: ["*b*"] } },
      [{ "anything-but": { wildcard: ["a", "*b*"] } }],
    ],
  ])("%s", (_what, one, other, both) => {
    expect(bothOf([one], [other])).toEqual(both);
  });

  test.each<[Matcher, Matcher, Matcher]>([
    [{ prefix: "Delete" }, not("DeleteTag"), { prefix: "Delete" }],
    [not("DeleteTag"), { prefix: "Delete" }, { prefix: "Delete" }],
    [{ wildcard: "*a*" }, { wildcard: "*b*" }, { wildcard: "*a*" }],
  ])("bothOf returns a weaker matcher if no matcher can express both %j and %j", (one, other, wider) => {
    expect(bothOf([one], [other])).toEqual([wider]);
  });
});

test("bothOf combines each matcher of one list with each matcher of the other", () => {
  expect(bothOf(["ab", "cd", { suffix: "x" }], [{ prefix: "a" }, "cd"])).toEqual(["ab", "cd", { wildcard: "a*x" }]);
});

test("unique keeps the first of several equal matchers", () => {
  expect(unique(["a", { prefix: "b" }, "a", { prefix: "b" }, null, null])).toEqual(["a", { prefix: "b" }, null]);
});

test.each([
  [["", "a", ""], "*a*"],
  [["a", "", "b"], "a*b"],
  [["a*", "b\\"], "a\\**b\\\\"],
  [["*", ""], "\\**"],
  [["", "", ""], "*"],
])("the wildcard of %j is %s", (texts, wildcard) => {
  expect(wildcardOf(...texts)).toBe(wildcard);
});
