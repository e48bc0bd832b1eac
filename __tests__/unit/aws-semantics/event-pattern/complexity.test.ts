import {
  complexityCap,
  complexityOf,
  fieldComplexities,
  fullComplexityOf,
} from "../../../../aws-semantics/event-pattern/complexity";

const wildcards = (...texts: string[]) => texts.map((wildcard) => ({ wildcard }));

describe("the complexity of an event pattern", () => {
  test.each([
    ["a value", ["x"], 0],
    ["a prefix", [{ prefix: "x" }], 0],
    ["a value without an asterisk", wildcards("x"), 1],
    ["a wildcard that begins with an asterisk", wildcards("*x"), 2],
    ["a wildcard that ends with an asterisk", wildcards("x*"), 2],
    ["a wildcard that begins and ends with an asterisk", wildcards("*x*"), 3],
    ["two wildcards that begin and end with an asterisk", wildcards("*x*", "*y*"), 6],
    ["a wildcard that repeats itself", wildcards("*xyxyxy"), 4],
    ["negated wildcards, which are one pattern", [{ "anything-but": { wildcard: ["*x*", "*y*"] } }], 4],
  ])("the complexity of an event pattern is the number of simultaneous matches of %s", (_what, list, complexity) => {
    expect(complexityOf({ a: list })).toBe(complexity);
  });

  test("the complexity of an event pattern is the complexity of its most complex field", () => {
    expect(complexityOf({ a: wildcards("*x*"), b: wildcards("*x*", "*y*") })).toBe(6);
  });

  test("the complexity of an event pattern is the sum for several alternatives of one field", () => {
    expect(complexityOf({ $or: [{ a: wildcards("*x*") }, { a: wildcards("*y*") }] })).toBe(6);
  });

  test("does not depend on the order of the cache, because the same wildcards may lead to other fields", () => {
    const $or = [{ b: ["x"] }, { c: ["x"] }];
    const list = wildcards("*b", "*");

    expect(
      [
        { a: [{ prefix: "-" }, ...list], $or },
        { a: list, $or },
      ].map(complexityOf),
    ).toEqual([4, 5]);
  });

  // Event Ruler 1.8.1 returns these numbers. It would return less if it found every string again.
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
    "the complexity of an event pattern is %d if another alternative adds the exact string before a wildcard again",
    (complexity, eventPattern) => {
      expect(complexityOf(eventPattern)).toBe(complexity);
    },
  );

  test("ignores fields after an absent field, like Event Ruler, but the full complexity counts them", () => {
    const hidden = { a: [{ exists: false }], b: wildcards("*x*") };

    expect([complexityOf(hidden), fullComplexityOf(hidden)]).toEqual([0, 3]);
  });

  test("stops at the maximum within the time limit", () => {
    const tools = wildcards(...Array.from({ length: 40 }, (_, i) => `*attack-tool-${i}*`));

    expect(complexityOf({ a: tools })).toBe(complexityCap);
  });

  test("the complexity of an event pattern of each field is the complexity of its most complex list", () => {
    const fields = fieldComplexities({ a: ["x"], $or: [{ b: wildcards("*x*") }, { b: wildcards("*x") }] });

    expect(Object.fromEntries(fields)).toEqual({ a: 0, b: 3 });
  });
});
