import { absence, singlePatterns } from "../../../../aws-semantics/event-pattern/single-pattern";

const keysOf = (matcher: unknown) => singlePatterns(matcher).map(({ key }) => key);
const wildcardsOf = (matcher: unknown) => singlePatterns(matcher).flatMap(({ wildcards }) => wildcards);

describe("the key of a single pattern", () => {
  test.each([
    [{ "anything-but": ["a", "b"] }, { "anything-but": ["b", "a"] }],
    [{ "anything-but": "a" }, { "anything-but": ["a", "a"] }],
    [{ "anything-but": { wildcard: ["*a", "*b"] } }, { "anything-but": { wildcard: ["*b", "*a"] } }],
    [{ "anything-but": { prefix: "a" } }, { "anything-but": { prefix: ["a"] } }],
  ])("the key of a single pattern for %j equals the key for %j", (one, other) => {
    expect(keysOf(one)).toEqual(keysOf(other));
  });

  test.each([
    ["a", { prefix: "a" }],
    ["1", 1],
    [{ wildcard: "a*" }, { "anything-but": { wildcard: "a*" } }],
    [{ numeric: [">", 1, "<", 2] }, { numeric: ["<", 2, ">", 1] }],
    [null, "null"],
  ])("the key of a single pattern for %j differs from the key for %j", (one, other) => {
    expect(keysOf(one)).not.toEqual(keysOf(other));
  });

  test("exists twice for a number: as a number, and as a string", () => {
    expect(keysOf(1)).toEqual([...keysOf({ numeric: ["=", 1] }), expect.any(String)]);
  });

  test("the key of a single pattern for an absent field is unique", () => {
    expect(keysOf({ exists: false })).toEqual([absence]);
    expect(keysOf({ exists: true })).not.toEqual([absence]);
  });

  test("contains quotation marks only around wildcards, negated or not", () => {
    expect(wildcardsOf({ wildcard: "a*" })).toEqual(['"a*"']);
    expect(wildcardsOf({ "anything-but": { wildcard: ["a*", "a*"] } })).toEqual(['"a*"']);
    for (const matcher of ["a*", { prefix: "a*" }, { suffix: "*" }, { "anything-but": "a*" }, 1, null]) {
      expect(wildcardsOf(matcher)).toEqual([]);
    }
  });

  test.each([
    ["a", { text: '"a"', beginnings: [] }],
    [{ "anything-but": ["a", 1] }, { beginnings: ['"a"'] }],
    [{ prefix: "a" }, { beginnings: ['"a'] }],
    [{ "anything-but": { prefix: ["a", "b"] } }, { beginnings: ['"a', '"b'] }],
    [{ suffix: "a" }, { beginnings: [] }],
    [{ wildcard: "a*" }, { beginnings: [] }],
    [null, { beginnings: [] }],
  ])("the key of a single pattern for %j contains the compared strings", (matcher, texts) => {
    expect(singlePatterns(matcher)).toEqual([expect.objectContaining(texts)]);
  });

  test("the key of a single pattern for several wildcards contains them in the order of a Java HashSet", () => {
    expect(wildcardsOf({ "anything-but": { wildcard: ["b", "*a*", "-1A-"] } })).toHaveLength(3);
    expect(wildcardsOf({ "anything-but": { wildcard: ["b", "*a*", "-1A-"] } })).toEqual(
      wildcardsOf({ "anything-but": { wildcard: ["-1A-", "b", "*a*"] } }),
    );
  });
});
