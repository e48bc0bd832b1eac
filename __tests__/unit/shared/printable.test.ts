import { printable } from "../../../shared/printable";

test.each([
  ["plain", "plain"],
  ["añe 日本 🙂 \\ \"'", "añe 日本 🙂 \\ \"'"],
  ["\u001B]0;title\u0007", "\\u001b]0;title\\u0007"],
  ["two\r\nlines\t", "two\\u000d\\u000alines\\u0009"],
  ["\u0000\u001F \u007E\u007F\u0080\u009B\u009F\u00A0", "\\u0000\\u001f ~\\u007f\\u0080\\u009b\\u009f\u00A0"],
  ["a\u202Eb\u200Bc\uFEFFd\u2066", "a\\u202eb\\u200bc\\ufeffd\\u2066"],
  ["a\u2028b\u2029", "a\\u2028b\\u2029"],
  ["tag \u{E0041}", "tag \\u{e0041}"],
])("%j is printed as %j", (text, expected) => {
  expect(printable(text)).toBe(expected);
});
