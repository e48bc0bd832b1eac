import {
  complexityCap,
  complexityOf,
  fieldComplexities,
  fullComplexityOf,
} from "../../../../detections/event-pattern/complexity";

const wildcards = (...texts: string[]) => texts.map((wildcard) => ({ wildcard }));

describe("the complexity of an event pattern", () => {
  test.each([
    ["a value", ["x"], 0],
    ["a prefix", [{ prefix: "x" }], 0],
    ["a text without an asterisk", wildcards("x"), 1],
    ["an asterisk before a text", wildcards("*x"), 2],
    ["an asterisk behind a text", wildcards("x*"), 2],
    ["asterisks at both ends", wildcards("*x*"), 3],
    ["two of them", wildcards("*x*", "*y*"), 6],
    ["a text that repeats itself", wildcards("*xyxyxy"), 4],
    ["negated ones, which are one pattern", [{ "anything-but": { wildcard: ["*x*", "*y*"] } }], 4],
  ])("counts the simultaneous matches of %s", (_what, list, complexity) => {
    expect(complexityOf({ a: list })).toBe(complexity);
  });

  test("is that of its most complex field", () => {
    expect(complexityOf({ a: wildcards("*x*"), b: wildcards("*x*", "*y*") })).toBe(6);
  });

  test("adds up the patterns of several alternatives for one field", () => {
    expect(complexityOf({ $or: [{ a: wildcards("*x*") }, { a: wildcards("*y*") }] })).toBe(6);
  });

  test("does not depend on the cache: the same wildcards may lead to other fields", () => {
    const $or = [{ b: ["x"] }, { c: ["x"] }];
    const list = wildcards("*b", "*");

    expect(
      [
        { a: [{ prefix: "-" }, ...list], $or },
        { a: list, $or },
      ].map(complexityOf),
    ).toEqual([4, 5]);
  });

  // Event Ruler 1.8.1 counts these, and one less or more where every text is found again
  test.each([
    [
      7,
      {
        b: ["-bé文:-", { "anything-but": { wildcard: ["*文*文b"] } }, "ééé-", { wildcard: "*" }],
        $or: [
          { c: [{ wildcard: "文*A*" }, { prefix: "aééaAa" }, { exists: true }, { numeric: ["=", 2] }] },
          { b: [{ wildcard: "a*:Aé" }] },
          { d: [{ exists: false }] },
        ],
      },
    ],
    [
      8,
      {
        c: [{ exists: false }, 2, { wildcard: "*1:-" }, { wildcard: "*:::é" }],
        b: ["文"],
        $or: [
          {
            c: [{ "anything-but": { wildcard: "文:b" } }, { "anything-but": ["Aa", "b1:éAa", "x"] }],
            d: [{ wildcard: "*A-" }, { wildcard: "éb" }],
          },
          {
            a: [2, { "anything-but": ["1-", "-abb"] }, { exists: false }],
            c: [":b:", { "anything-but": { wildcard: "*1aA1*" } }, { "anything-but": { wildcard: "b*-文a" } }],
            $or: [
              {
                d: [
                  { numeric: ["=", 0] },
                  { wildcard: "a*a*:" },
                  { wildcard: "-1bA*1" },
                  { "anything-but": { wildcard: "文Aa" } },
                ],
              },
              { a: [{ prefix: "ab" }, { wildcard: "文1-é" }] },
              { d: [{ wildcard: "文A文11" }, 1] },
            ],
          },
        ],
      },
    ],
  ])(
    "is %d where an exact text before a wildcard is added again by another alternative",
    (complexity, eventPattern) => {
      expect(complexityOf(eventPattern)).toBe(complexity);
    },
  );

  test("ignores fields after an absent field, like Event Ruler, but the full one does not", () => {
    const hidden = { a: [{ exists: false }], b: wildcards("*x*") };

    expect([complexityOf(hidden), fullComplexityOf(hidden)]).toEqual([0, 3]);
  });

  test("stops at the cap, fast", () => {
    const tools = wildcards(...Array.from({ length: 40 }, (_, i) => `*attack-tool-${i}*`));

    expect(complexityOf({ a: tools })).toBe(complexityCap);
  });

  test("of each field is that of its most complex list", () => {
    const fields = fieldComplexities({ a: ["x"], $or: [{ b: wildcards("*x*") }, { b: wildcards("*x") }] });

    expect(Object.fromEntries(fields)).toEqual({ a: 0, b: 3 });
  });
});
