import { type Matcher, bothOf, unique, wildcardOf } from "../../../../detections/event-pattern/matcher";

const not = (...texts: string[]): Matcher => ({ "anything-but": texts });

describe("bothOf, with one matcher in each list", () => {
  test.each<[string, Matcher, Matcher, Matcher[]]>([
    ["the same", "a", "a", ["a"]],
    ["the same, with parts", { prefix: "a" }, { prefix: "a" }, [{ prefix: "a" }]],
    ["two texts", "a", "b", []],
    ["a text and its beginning", "abc", { prefix: "ab" }, ["abc"]],
    ["a text and another beginning", "abc", { prefix: "b" }, []],
    ["an end and a text", { suffix: "bc" }, "abc", ["abc"]],
    ["another end and a text", { suffix: "b" }, "abc", []],
    ["a wildcard and a text", { wildcard: "a*c" }, "abc", ["abc"]],
    ["a wildcard with a dot and a text", { wildcard: "a.c*" }, "abc", []],
    ["a wildcard with an asterisk and a text", { wildcard: "a\\*c" }, "a*c", ["a*c"]],
    ["a wildcard with an asterisk and another text", { wildcard: "a\\*c" }, "abc", []],
    ["a text and what it is not", "a", not("a", "b"), []],
    ["a text and what others are not", "c", not("a", "b"), ["c"]],
    ["a text and a beginning it must not have", "abc", { "anything-but": { prefix: ["x", "ab"] } }, []],
    ["a text and an end it must not have", "abc", { "anything-but": { suffix: ["bc"] } }, []],
    ["a text and a part it must not have", "abc", { "anything-but": { wildcard: ["*b*"] } }, []],
    ["true and something", true, { exists: true }, [true]],
    ["true and nothing", true, { exists: false }, []],
    ["null and not a text", null, not("a"), [null]],
    ["true and a beginning", true, { prefix: "a" }, []],
    ["a number and its range", 7, { numeric: ["<", 90] }, [7]],
    ["a text and a range", "7", { numeric: ["<", 90] }, []],
    ["something and a beginning", { exists: true }, { prefix: "a" }, [{ prefix: "a" }]],
    ["an exclusion and something", not("a"), { exists: true }, [not("a")]],
    ["nothing and an exclusion", { exists: false }, not("a"), []],
    ["a beginning and nothing", { prefix: "a" }, { exists: false }, []],
    ["a beginning and an end", { prefix: "a" }, { suffix: "b" }, [{ wildcard: "a*b" }]],
    ["an end and a beginning", { suffix: "b" }, { prefix: "a" }, [{ wildcard: "a*b" }]],
    ["two exclusions", not("a"), not("b"), [not("a", "b")]],
    [
      "two beginnings it must not have",
      { "anything-but": { prefix: ["a"] } },
      { "anything-but": { prefix: ["b"] } },
      [{ "anything-but": { prefix: ["a", "b"] } }],
    ],
    [
      "two ends it must not have",
      { "anything-but": { suffix: ["a"] } },
      { "anything-but": { suffix: ["b"] } },
      [{ "anything-but": { suffix: ["a", "b"] } }],
    ],
    [
      "a text, a beginning and an end it must not have",
      { "anything-but": { prefix: ["a"] } },
      { "anything-but": { suffix: ["b*"] } },
      [{ "anything-but": { wildcard: ["a*", "*b\\*"] } }],
    ],
    [
      "an exclusion and a part it must not have",
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
  ])("is weaker if one matcher cannot express both: %j and %j", (one, other, wider) => {
    expect(bothOf([one], [other])).toEqual([wider]);
  });
});

test("bothOf combines each of the one with each of the other", () => {
  expect(bothOf(["ab", "cd", { suffix: "x" }], [{ prefix: "a" }, "cd"])).toEqual(["ab", "cd", { wildcard: "a*x" }]);
});

test("unique keeps the first of equal matchers", () => {
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
