import { checkQueryLength } from "../../../../modules/athena/query-length";

describe("checkQueryLength", () => {
  test.each([
    ["262,143 bytes", "x".repeat(262_143)],
    ["262,144 bytes", "x".repeat(262_144)],
  ])("accepts a query of %s", (_, sql) => {
    expect(() => checkQueryLength("root", sql)).not.toThrow();
  });

  test.each([
    ["262,145 bytes", "x".repeat(262_145)],
    ["fewer characters, each of several bytes", "é".repeat(131_073)],
  ])("fails for a query of %s, and prints its name", (_, sql) => {
    expect(() => checkQueryLength("root", sql)).toThrow(
      /^query root has 26214[56] bytes, but Athena accepts at most 262144$/,
    );
  });
});
