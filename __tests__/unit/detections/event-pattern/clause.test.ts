import { clausesOf, merged } from "../../../../detections/event-pattern/clause";
import { readJsonPattern } from "../../../../detections/filter-pattern/json-pattern";
import { Reader } from "../../../../detections/filter-pattern/reader";

const clauses = (text: string) =>
  clausesOf(readJsonPattern(new Reader(`{ ${text} }`)).condition).map((clause) => Object.fromEntries(clause));

describe("the clauses of", () => {
  test.each([
    ["one condition", '$.a.b = "x"', [{ "a.b": ["x"] }]],
    ["all of several", '$.a = "x" && $.b = "y"', [{ a: ["x"], b: ["y"] }]],
    ["any of several fields", '$.a = "x" || $.b = "y"', [{ a: ["x"] }, { b: ["y"] }]],
    ["any of several values", '$.a = "x" || $.a = "y" || $.a = "x"', [{ a: ["x", "y"] }]],
    [
      "a field that lacks or differs",
      '$.a NOT EXISTS || $.a != "x"',
      [{ a: [{ exists: false }, { "anything-but": ["x"] }] }],
    ],
    [
      "any within all",
      '($.a = "x" || $.b = "y") && $.c = "z"',
      [
        { a: ["x"], c: ["z"] },
        { b: ["y"], c: ["z"] },
      ],
    ],
    ["one field asked twice", '$.a = "x*" && $.a = "*y"', [{ a: [{ wildcard: "x*y" }] }]],
    ["what cannot be", '$.a = "x" && $.a = "y"', []],
    ["what can partly be", '($.a = "x" || $.b = "x") && $.a = "y"', [{ b: ["x"], a: ["y"] }]],
    ["an element", "$.a[0].b IS TRUE", [{ "a.b": [true] }]],
    ["any element", "$.a[*] = 1", [{ a: [1, "1"] }]],
    ["two elements, either", '$.a[0].b = "x" || $.a[1].b = "x"', [{ "a.b": ["x"] }]],
    ["one element, twice", '$.a[0].b = "x" && $.a[0].c = "y"', [{ "a.b": ["x"], "a.c": ["y"] }]],
    ["two arrays", '$.a[*].b = "x" && $.c[*].b = "y"', [{ "a.b": ["x"], "c.b": ["y"] }]],
    ["what no element has", '$.a[*].b NOT EXISTS && $.a[0].c = "x"', [{ "a.b": [{ exists: false }], "a.c": ["x"] }]],
    ["what one element lacks", '$.a[0].b NOT EXISTS && $.a[0].c = "x"', [{ "a.c": ["x"] }]],
    ["a key with a colon", "$.a.['b:c'] NOT EXISTS", [{ "a.b:c": [{ exists: false }] }]],
  ])("%s", (_what, text, expected) => {
    expect(clauses(text)).toEqual(expected);
  });

  test.each([
    ["two elements, both", '$.a[0].b = "x" && $.a[1].b = "y"', "a[0].b and a[1].b"],
    ["any element, twice", '$.a[*].b = "x" && $.a[*].c = "y"', "a[*].b and a[*].c"],
    ["any element, with one value each", '$.a[*] = "x" && $.a[*] = "y"', "a[*] and a[*]"],
    ["elements of elements", '$.a[0].b[0] = "x" && $.a[0].b[1] = "y"', "a[0].b[0] and a[0].b[1]"],
  ])("fails with %s, because EventBridge would require the same element", (_what, text, paths) => {
    expect(() => clauses(text)).toThrow(`EventBridge cannot distinguish elements of one array: ${paths}; set`);
  });

  test.each(['$.a.* = "x"', "$.['a.b'] IS TRUE", "$.['a[0]'] IS TRUE"].map((text) => [text.replace("$.[", "$.z.[")]))(
    "fails with %s, because no single field is selected",
    (text) => {
      expect(() => clauses(text)).toThrow(/^EventBridge needs a named field, got \$\..*; set urgentEvent.alarmOnly$/);
    },
  );
});

test("merged combines clauses that differ in one field, repeatedly", () => {
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

  expect(merged([a, b, c, d].map((clause) => clause ?? new Map()))).toEqual([
    new Map([
      ["a", ["x", "y"]],
      ["b", ["1", "2"]],
    ]),
  ]);
  expect(merged([a ?? new Map(), d ?? new Map()])).toHaveLength(2);
});
