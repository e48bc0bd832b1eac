import {
  charactersOf,
  columns,
  complementOf,
  digits,
  everyCharacter,
  nonAscii,
  rangeOf,
  spaces,
  unionOf,
  words,
} from "../../../../../aws-semantics/filter-pattern/regex/character-set";

describe("a character set", () => {
  test("has a column for each ASCII character, and one column for all other characters", () => {
    expect([columns, everyCharacter.size, everyCharacter.has(nonAscii)]).toEqual([129, 129, true]);
  });

  test("treats all characters beyond ASCII alike", () => {
    expect([...charactersOf("aé€😀")]).toEqual([97, nonAscii]);
  });

  test("includes both ends of a range", () => {
    expect([...rangeOf(97, 99)]).toEqual([97, 98, 99]);
    expect([...rangeOf(97, 97)]).toEqual([97]);
  });

  test("contains everything together with its complement, without overlap", () => {
    const others = complementOf(digits);

    expect(others.size + digits.size).toBe(columns);
    expect(unionOf([digits, others])).toEqual(everyCharacter);
    expect(others.has(nonAscii)).toBe(true);
  });

  test.each([
    ["digits", digits, /\d/],
    ["spaces", spaces, /[\t\n\v\f\r ]/],
    ["words", words, /\w/],
  ])("a character set for %s equals JavaScript's, within ASCII", (_, set, expression) => {
    const expected = Array.from({ length: 128 }, (__, code) => code).filter((code) =>
      expression.test(String.fromCharCode(code)),
    );

    expect([...set].toSorted((a, b) => a - b)).toEqual(expected);
  });
});
