import { FilterPatternError } from "../../../../aws-semantics/filter-pattern/filter-pattern-error";

describe("a FilterPatternError", () => {
  test.each<[string, number, string]>([
    ["{ $.a AND }", 6, "found `AND` at position 6, expected x"],
    ["{ $.a == 1 }", 6, "found `==` at position 6, expected x"],
    ["{ $.a && }", 6, "found `&&` at position 6, expected x"],
    ["{ $.a }", 2, "found `$.a` at position 2, expected x"],
    ["{ $.a (", 6, "found `(` at position 6, expected x"],
    ["{ é", 2, "found `é` at position 2, expected x"],
    ["a\nb", 1, "found `\n` at position 1, expected x"],
    ["abc", 3, "found the end at position 3, expected x"],
    ["", 0, "found the end at position 0, expected x"],
    [`x${"y".repeat(39)}`, 0, `found \`x${"y".repeat(39)}\` at position 0, expected x`],
    [`x${"y".repeat(40)}`, 0, `found \`x${"y".repeat(39)}…\` at position 0, expected x`],
  ])("a FilterPatternError for %j at %i has the message: %s", (text, position, message) => {
    expect(new FilterPatternError(text, position, "x").message).toBe(message);
  });

  test("has its own name, the position and the expected input", () => {
    const error = new FilterPatternError("abc", 1, "the end");

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "FilterPatternError", position: 1, expected: "the end" });
  });
});
