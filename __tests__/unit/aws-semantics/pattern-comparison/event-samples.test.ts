import { samplesOf } from "../../../../aws-semantics/pattern-comparison/event-samples";
import { unnamedBy, unnamedValues } from "../../../../aws-semantics/pattern-comparison/sample-values";

const unnamed = unnamedBy();
const { text: other } = unnamed;

test("samples contain every named value, similar values, and values that no pattern names", () => {
  const { values, isWhole } = samplesOf(
    ["x", { prefix: "p" }, { suffix: "s" }, { numeric: [">", 3, "<=", 5] }, { "anything-but": ["y", 7] }],
    unnamed,
  );

  expect(values).toEqual(
    expect.arrayContaining([
      "x",
      "y",
      "p",
      `p${other}`,
      `${other}s`,
      `p${other}s`,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      ...unnamedValues(unnamed),
    ]),
  );
  expect(values).not.toContain(">");
  expect(isWhole).toBe(true);
});

test.each([
  { wildcard: "a*c" },
  { cidr: "10.0.0.0/8" },
  { "equals-ignore-case": "ab" },
  { "anything-but": { wildcard: "a*" } },
])("samples evaluate %j alone, but not beside another matcher", (matcher) => {
  expect(samplesOf([matcher], unnamed).isWhole).toBe(true);
  expect(samplesOf([matcher, matcher], unnamed).isWhole).toBe(true);
  expect(samplesOf([matcher, "x"], unnamed).isWhole).toBe(false);
});
