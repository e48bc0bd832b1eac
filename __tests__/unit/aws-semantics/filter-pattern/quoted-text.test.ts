import { printQuotedText, readQuotedText } from "../../../../aws-semantics/filter-pattern/quoted-text";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { refusalOf } from "../../../support/refusal";

describe("a string in quotes", () => {
  test.each<[string, '"' | "'", string]>([
    ['""', '"', ""],
    ['"a b"', '"', "a b"],
    ['"a\\"b"', '"', 'a"b'],
    ['"a\\\\b"', '"', "a\\b"],
    ['"\\\\"', '"', "\\"],
    ['"\\\\\\""', '"', '\\"'],
    ['"it\'s"', '"', "it's"],
    ["'a.b'", "'", "a.b"],
    ["'it\\'s'", "'", "it's"],
    ["'\"'", "'", '"'],
    ['"line\nbreak"', '"', "line\nbreak"],
    ['"ünï😀"', '"', "ünï😀"],
  ])("%j is parsed and printed the same", (written, quote, text) => {
    const reader = new Reader(written);

    expect(readQuotedText(reader, quote)).toBe(text);
    expect(reader.isAtEnd).toBe(true);
    expect(printQuotedText(text, quote)).toBe(written);
  });

  test("ends at its closing quote", () => {
    const reader = new Reader('"a"b"');

    expect([readQuotedText(reader, '"'), reader.position]).toEqual(["a", 3]);
  });

  test.each<[string, string]>([
    ['"a', 'found the end at position 2, expected `"` to end the text'],
    ['"a\\"', 'found the end at position 4, expected `"` to end the text'],
    ['"a\\n"', 'found `n` at position 3, expected `\\` or `"` after a backslash; write `\\\\` for a backslash'],
    ['"a\\*"', 'found `*` at position 3, expected `\\` or `"` after a backslash; write `\\\\` for a backslash'],
    ['"a\\', 'found the end at position 3, expected `\\` or `"` after a backslash; write `\\\\` for a backslash'],
    ['"a\\\'b"', "found `'` at position 3, expected `\\` or `\"` after a backslash; write `\\\\` for a backslash"],
  ])("fails for %j", (written, message) => {
    expect(refusalOf(() => readQuotedText(new Reader(written), '"'))).toBe(message);
  });
});
