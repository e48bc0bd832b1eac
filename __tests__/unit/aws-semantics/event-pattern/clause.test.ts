import { clausesOf, mergeClauses } from "../../../../aws-semantics/event-pattern/clause";
import { readJsonPattern } from "../../../../aws-semantics/filter-pattern/json-pattern";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";

const clauses = (text: string) =>
  clausesOf(readJsonPattern(new Reader(`{ ${text} }`)).condition).map((clause) => Object.fromEntries(clause));

describe("clausesOf returns the clauses of", () => {
  test.each([
    ["one condition", '$.a.b = "x"', [{ "a.b": ["x"] }]],
    ["conditions that are all required", '$.a = "x" && $.b = "y"', [{ a: ["x"], b: ["y"] }]],
    ["a condition on any of several fields", '$.a = "x" || $.b = "y"', [{ a: ["x"] }, { b: ["y"] }]],
    ["a condition with any of several values", '$.a = "x" || $.a = "y" || $.a = "x"', [{ a: ["x", "y"] }]],
    [
      "a field that is absent or different",
      '$.a NOT EXISTS || $.a != "x"',
      [{ a: [{ exists: false }, { "anything-but": ["x"] }] }],
    ],
    [
      "alternatives and a condition that is required",
      '($.a = "x" || $.b = "y") && $.c = "z"',
      [
        { a: ["x"], c: ["z"] },
        { b: ["y"], c: ["z"] },
      ],
    ],
    ["two conditions on one field", '$.a = "x*" && $.a = "*y"', [{ a: [{ wildcard: "x*y" }] }]],
    ["conditions that contradict each other", '$.a = "x" && $.a = "y"', []],
    [
      "alternatives of which one contradicts a condition",
      '($.a = "x" || $.b = "x") && $.a = "y"',
      [{ b: ["x"], a: ["y"] }],
    ],
    ["a condition on an element of an array", "$.a[0].b IS TRUE", [{ "a.b": [true] }]],
    ["a condition on any element of an array", "$.a[*] = 1", [{ a: [1, "1"] }]],
    ["alternatives on two elements of an array", '$.a[0].b = "x" || $.a[1].b = "x"', [{ "a.b": ["x"] }]],
    ["two conditions on one element", '$.a[0].b = "x" && $.a[0].c = "y"', [{ "a.b": ["x"], "a.c": ["y"] }]],
    ["conditions on two arrays", '$.a[*].b = "x" && $.c[*].b = "y"', [{ "a.b": ["x"], "c.b": ["y"] }]],
    [
      "a field that no element has",
      '$.a[*].b NOT EXISTS && $.a[0].c = "x"',
      [{ "a.b": [{ exists: false }], "a.c": ["x"] }],
    ],
    ["a field that one element lacks", '$.a[0].b NOT EXISTS && $.a[0].c = "x"', [{ "a.c": ["x"] }]],
    ["a key with a colon", "$.a.['b:c'] NOT EXISTS", [{ "a.b:c": [{ exists: false }] }]],
  ])("%s", (_what, text, expected) => {
    expect(clauses(text)).toEqual(expected);
  });

  test.each([
    ["conditions on two elements", '$.a[0].b = "x" && $.a[1].b = "y"', "a[0].b and a[1].b"],
    ["two conditions on any element", '$.a[*].b = "x" && $.a[*].c = "y"', "a[*].b and a[*].c"],
    ["two values of any element", '$.a[*] = "x" && $.a[*] = "y"', "a[*] and a[*]"],
    ["conditions on elements of elements", '$.a[0].b[0] = "x" && $.a[0].b[1] = "y"', "a[0].b[0] and a[0].b[1]"],
  ])("fails with %s, because EventBridge would require the same element", (_what, text, paths) => {
    expect(() => clauses(text)).toThrow(`EventBridge cannot distinguish elements of one array: ${paths}; set`);
  });

  test.each(['$.a.* = "x"', "$.['a.b'] IS TRUE", "$.['a[0]'] IS TRUE"].map((text) => [text.replace("$.[", "$.z.[")]))(
    "fails with %s, because it does not select a single field",
    (text) => {
      expect(() => clauses(text)).toThrow(
        /^EventBridge needs a field with a name, got \$\..*; set urgentEvent.alarmOnly$/,
      );
    },
  );
});

test("merged combines clauses that differ in one field, until no two can be combined", () => {
  const [a, b, c, d] = [
    ["x", "1"],
    ["x", "2"],
    ["y", "1"],
    ["y", "2"],
  ].map(
    ([one = "", other = ""]) =>
      new Map([
        ["a", [one]],
        ["b", [other]],
      ]),
  );

  expect(mergeClauses([a, b, c, d].map((clause) => clause ?? new Map()))).toEqual([
    new Map([
      ["a", ["x", "y"]],
      ["b", ["1", "2"]],
    ]),
  ]);
  expect(mergeClauses([a ?? new Map(), d ?? new Map()])).toHaveLength(2);
});
