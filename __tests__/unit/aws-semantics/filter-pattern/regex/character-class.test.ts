import { readCharacters } from "../../../../../aws-semantics/filter-pattern/regex/character-class";
import { columns, nonAscii } from "../../../../../aws-semantics/filter-pattern/regex/character-set";
import { Reader } from "../../../../../aws-semantics/filter-pattern/reader";
import { refusalOf } from "../../../../support/refusal";

/** Returns the printable ASCII characters of a set, and `é` if it contains characters beyond ASCII. */
const shown = (written: string) =>
  [...readCharacters(new Reader(written))]
    .toSorted((a, b) => a - b)
    .flatMap((code) => (code === nonAscii ? ["é"] : code >= 0x20 && code < 0x7f ? [String.fromCharCode(code)] : []))
    .join("");

describe("an expression for one character", () => {
  test.each<[string, string]>([
    ["a", "a"],
    ["Z", "Z"],
    ["0", "0"],
    [":", ":"],
    ["_", "_"],
    ["#", "#"],
    ["=", "="],
    ["@", "@"],
    ["/", "/"],
    [";", ";"],
    [",", ","],
    ["-", "-"],
    [" ", " "],
    ["}", "}"],
    ["]", "]"],
    ["\\.", "."],
    ["\\*", "*"],
    ["\\+", "+"],
    ["\\?", "?"],
    ["\\^", "^"],
    ["\\$", "$"],
    ["\\[", "["],
    ["\\]", "]"],
    ["\\{", "{"],
    ["\\}", "}"],
    ["\\|", "|"],
    ["\\\\", "\\"],
    ["\\-", "-"],
    ["\\/", "/"],
    ["\\ ", " "],
    ["\\d", "0123456789"],
    ["\\x3A", ":"],
    ["\\x3a", ":"],
    ["\\x28", "("],
    ["\\x25", "%"],
    ["[abc]", "abc"],
    ["[a-e]", "abcde"],
    ["[abcx-z]", "abcxyz"],
    ["[a-]", "-a"],
    ["[-a]", "-a"],
    ["[a\\-z]", "-az"],
    ["[\\]a]", "]a"],
    ["[\\^a]", "^a"],
    ["[a^]", "^a"],
    ["[.*+?$|{}]", "$*+.?{|}"],
    ["[\\d.]", ".0123456789"],
    ["[\\x41-\\x43]", "ABC"],
    ["[a-c-e]", "-abce"],
    ["[+--]", "+,-"],
    ["[a-a]", "a"],
  ])("%s matches one of %j", (written, characters) => {
    expect(shown(written)).toBe(characters);
  });

  test.each<[string, string, string]>([
    [".", "aé\n ", ""],
    ["\\D", "aé ", "09"],
    ["\\s", " \t\n\r\f\v", "aé\u00a0"],
    ["\\S", "aé0", " \n"],
    ["\\w", "aZ0_", "-é "],
    ["\\W", "-é ", "aZ0_"],
    ["[^a-z]", "Aé0\n", "az"],
    ["[^\\d]", "aé", "09"],
    ["[\\D1]", "aé1", "2"],
    ["[^^]", "a", "^"],
  ])("%s matches one of %j, and none of %j", (written, members, others) => {
    const set = readCharacters(new Reader(written));
    const has = (character: string) => set.has(Math.min(character.charCodeAt(0), columns - 1));

    expect([...members].filter((character) => !has(character))).toEqual([]);
    expect([...others].filter(has)).toEqual([]);
  });

  test.each<[string, number]>([
    ["ab", 1],
    ["\\x3Ab", 4],
    ["[^a-z]b", 6],
    [".b", 1],
  ])("%s ends before position %i", (written, position) => {
    const reader = new Reader(written);
    readCharacters(reader);

    expect(reader.position).toBe(position);
  });

  test.each<[string, string]>([
    ["!", "found `!` at position 0, expected a supported character; write other characters as `\\xhh`"],
    ["(", "found `(` at position 0, expected a supported character; write other characters as `\\xhh`"],
    ["é", "found `é` at position 0, expected a supported character; write other characters as `\\xhh`"],
    ["&", "found `&` at position 0, expected a supported character; write other characters as `\\xhh`"],
    ["\\1", "found `1` at position 1, expected d, D, s, S, w, W, xhh or an operator after a backslash"],
    ["\\b", "found `b` at position 1, expected d, D, s, S, w, W, xhh or an operator after a backslash"],
    ["\\n", "found `n` at position 1, expected d, D, s, S, w, W, xhh or an operator after a backslash"],
    ["\\(", "found `(` at position 1, expected d, D, s, S, w, W, xhh or an operator after a backslash"],
    ["\\", "found the end at position 1, expected d, D, s, S, w, W, xhh or an operator after a backslash"],
    ["\\x4", "found `4` at position 2, expected two hexadecimal digits from 00 to 7F"],
    ["\\x80", "found `80` at position 2, expected two hexadecimal digits from 00 to 7F"],
    ["\\xg0", "found `g0` at position 2, expected two hexadecimal digits from 00 to 7F"],
    ["[abc", "found the end at position 4, expected `]` to end the class"],
    ["[abc%", "found `%` at position 4, expected `]` to end the class"],
    ["[a-%", "found `%` at position 3, expected `]` to end the class"],
    ["[]", "found `]` at position 1, expected a character in the class"],
    ["[^]", "found `]` at position 2, expected a character in the class"],
    ["[!]", "found `!` at position 1, expected a supported character; write other characters as `\\xhh`"],
    ["[[:alpha:]]", "found `[` at position 1, expected a supported character; write other characters as `\\xhh`"],
    ["[z-a]", "found `z-a` at position 1, expected a range whose first character is before its last character"],
    ["[\\d-z]", "found `\\` at position 1, expected a range whose first character is before its last character"],
    ["[a-\\w]", "found `a-` at position 1, expected a range whose first character is before its last character"],
  ])("fails for %s", (written, message) => {
    expect(refusalOf(() => readCharacters(new Reader(written)))).toBe(message);
  });
});
