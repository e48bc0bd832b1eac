import {
  asterisk,
  isCasedLetter,
  isContinuation,
  wildcardSymbols,
} from "../../../../aws-semantics/event-pattern/wildcard-symbols";

describe("the symbols of a wildcard", () => {
  test.each([
    ["a*b", [0x61, asterisk, 0x62]],
    ["\\*\\\\", [0x2a, 0x5c]],
    ["é", [0xc3, 0xa9]],
    ["文*", [0xe6, 0x96, 0x87, asterisk]],
    ["🙂", [0xf0, 0x9f, 0x99, 0x82]],
    ["", []],
  ])("the symbols of a wildcard of %o are its bytes and asterisks", (text, symbols) => {
    expect(wildcardSymbols(text)).toEqual(symbols);
  });

  test.each([
    ["a", true],
    ["Z", true],
    ["é", true],
    ["1", false],
    ["-", false],
    ["文", false],
    ["𐐀", false],
  ])("show whether %o is a letter with two cases", (character, isCased) => {
    expect(isCasedLetter(wildcardSymbols(character), 0)).toBe(isCased);
  });

  test("show that a byte is inside a character", () => {
    expect(wildcardSymbols("aé文").map(isContinuation)).toEqual([false, false, true, false, true, true]);
  });
});
