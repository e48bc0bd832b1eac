import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { type Value, numberOf, printValue, readValue } from "../../../../aws-semantics/filter-pattern/value";
import { refusalOf } from "../../../support/refusal";

const text = (value: string): Value => ({ kind: "text", text: value });
const number = (value: string): Value => ({ kind: "number", text: value });

describe("a value", () => {
  test.each<[string, Value, string]>([
    ["UpdateTrail", text("UpdateTrail"), '"UpdateTrail"'],
    ["iam.amazonaws.com", text("iam.amazonaws.com"), '"iam.amazonaws.com"'],
    ["123.123.*", text("123.123.*"), '"123.123.*"'],
    ["*.html*", text("*.html*"), '"*.html*"'],
    ["*", text("*"), '"*"'],
    ["4*", text("4*"), '"4*"'],
    ["a_b-c", text("a_b-c"), '"a_b-c"'],
    ["true", text("true"), '"true"'],
    ["NULL", text("NULL"), '"NULL"'],
    ["nullable", text("nullable"), '"nullable"'],
    ['"null"', text("null"), '"null"'],
    ['""', text(""), '""'],
    ['"a \\"b\\""', text('a "b"'), '"a \\"b\\""'],
    ['"1"', text("1"), '"1"'],
    ["1", number("1"), "1"],
    ["+1000", number("+1000"), "+1000"],
    ["-1", number("-1"), "-1"],
    ["007", number("007"), "007"],
    ["55.5", number("55.5"), "55.5"],
    ["1e+3", number("1e+3"), "1e+3"],
    ["1e-3", number("1e-3"), "1e-3"],
    ["10E3", number("10E3"), "10E3"],
    ["1.5e2", number("1.5e2"), "1.5e2"],
    [".5", text(".5"), '".5"'],
    ["5.", text("5."), '"5."'],
    ["1e", text("1e"), '"1e"'],
    ["1e999", text("1e999"), '"1e999"'],
    ["0x10", text("0x10"), '"0x10"'],
    ["1.2.3", text("1.2.3"), '"1.2.3"'],
    ["--1", text("--1"), '"--1"'],
    ["Infinity", text("Infinity"), '"Infinity"'],
    ["NaN", text("NaN"), '"NaN"'],
    ["%^Al.*%", { kind: "regex", source: "^Al.*" }, "%^Al.*%"],
    ["%a b%", { kind: "regex", source: "a b" }, "%a b%"],
  ])("%s is parsed to %j, and printed as %s", (written, value, printed) => {
    const reader = new Reader(written);

    expect(readValue(reader)).toEqual(value);
    expect(reader.isAtEnd).toBe(true);
    expect(printValue(value)).toBe(printed);
    expect(readValue(new Reader(printed))).toEqual(value);
  });

  test.each([" ", "\n", "\t", ")", "}", "]", ",", "&", "|"])("a value may end before %j", (next) => {
    expect(readValue(new Reader(`a${next}`))).toEqual(text("a"));
  });

  const unknown = "expected a value: text in double quotes, a number, or a regular expression between `%`";
  const ended = "expected the end of the value; put text with other characters in double quotes";

  test.each<[string, string]>([
    ["", `found the end at position 0, ${unknown}`],
    ["'Root'", `found \`'\` at position 0, ${unknown}`],
    ["= 1", `found \`=\` at position 0, ${unknown}`],
    ["}", `found \`}\` at position 0, ${unknown}`],
    ["/path", `found \`/\` at position 0, ${unknown}`],
    ["é", `found \`é\` at position 0, ${unknown}`],
    ["a:b", `found \`:\` at position 1, ${ended}`],
    ["a/b", `found \`/\` at position 1, ${ended}`],
    ["me@example.com", `found \`@\` at position 2, ${ended}`],
    ["a=b", `found \`=\` at position 1, ${ended}`],
    ["a(b", `found \`(\` at position 1, ${ended}`],
    ['a"b"', `found \`"\` at position 1, ${ended}`],
    ["caf\u00e9", `found \`\u00e9\` at position 3, ${ended}`],
    ["null", 'found `null` at position 0, expected `IS NULL` for null, or `"null"` for the text'],
    ['"open', 'found the end at position 5, expected `"` to end the text'],
    ["%open", "found the end at position 5, expected `%` to end the regular expression"],
    ["%(a)%", "found `(` at position 1, expected a supported character; write other characters as `\\xhh`"],
  ])("fails for %j", (written, message) => {
    expect(refusalOf(() => readValue(new Reader(written)))).toBe(message);
  });
});

test.each<[string, number]>([
  ["1", 1],
  ["1.0", 1],
  ["-0", -0],
  ["1e3", 1000],
  ["1E+3", 1000],
  ["9007199254740993", 9007199254740992],
  ["1e308", 1e308],
  ["1e309", NaN],
  ["", NaN],
  [" 1", NaN],
  ["1 ", NaN],
  ["1,000", NaN],
  ["0x1", NaN],
  [".5", NaN],
  ["1.", NaN],
])("the number value of %j is %d", (written, value) => {
  expect(numberOf(written)).toBe(value);
});
