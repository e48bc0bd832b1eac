import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { printTermPattern, readTermPattern } from "../../../../aws-semantics/filter-pattern/term-pattern";
import { refusalOf } from "../../../support/refusal";

describe("a term pattern", () => {
  test.each<[string, string]>([
    ["", ""],
    ["  \n", ""],
    ["ERROR", '"ERROR"'],
    ["a_1", '"a_1"'],
    ['""', '""'],
    ['" "', '" "'],
    ["ERROR ARGUMENTS", '"ERROR" "ARGUMENTS"'],
    [" ERROR\tARGUMENTS\n", '"ERROR" "ARGUMENTS"'],
    ["?ERROR ?ARGUMENTS", '?"ERROR" ?"ARGUMENTS"'],
    ["ERROR -ARGUMENTS", '"ERROR" -"ARGUMENTS"'],
    ['"INTERNAL SERVER ERROR"', '"INTERNAL SERVER ERROR"'],
    ['-"BAD REQUEST"', '-"BAD REQUEST"'],
    ['?"a b"', '?"a b"'],
    ['"say \\"hi\\" \\\\"', '"say \\"hi\\" \\\\"'],
    ['"*"', '"*"'],
    ["%AUTHORIZED%", "%AUTHORIZED%"],
    ["ERROR %a b% -%c%", '"ERROR" %a b% -%c%'],
    ["?%a% ?b", '?%a% ?"b"'],
    ['"{ $.a = 1 }"', '"{ $.a = 1 }"'],
  ])("%j is printed as %s, and parsed to the same pattern", (text, printed) => {
    const pattern = readTermPattern(new Reader(text));

    expect(printTermPattern(pattern)).toBe(printed);
    expect(readTermPattern(new Reader(printed))).toEqual(pattern);
  });

  test("a term pattern is parsed to a tree of plain values", () => {
    expect(readTermPattern(new Reader('a ?"b" -%c%'))).toEqual({
      kind: "terms",
      terms: [
        { role: "required", value: { kind: "text", text: "a" } },
        { role: "optional", value: { kind: "text", text: "b" } },
        { role: "excluded", value: { kind: "regex", source: "c" } },
      ],
    });
  });

  const space = "expected a space; put text with other characters in double quotes";

  test.each<[string, string]>([
    ["ERR*", `found \`*\` at position 3, ${space}`],
    ["hello-world", `found \`-world\` at position 5, ${space}`],
    ["a.b", `found \`.b\` at position 1, ${space}`],
    ["a:b", `found \`:\` at position 1, ${space}`],
    ['a"b"', `found \`"\` at position 1, ${space}`],
    ['"a""b"', `found \`"\` at position 3, ${space}`],
    ["%a%b", `found \`b\` at position 3, ${space}`],
    ["caf\u00e9", `found \`\u00e9\` at position 3, ${space}`],
    ["*", "found `*` at position 0, expected a word, or text in double quotes"],
    ["- a", "found ` ` at position 1, expected a word, or text in double quotes"],
    ["?", "found the end at position 1, expected a word, or text in double quotes"],
    ["?-a", "found `-a` at position 1, expected a word, or text in double quotes"],
    ["--a", "found `-a` at position 1, expected a word, or text in double quotes"],
    ["(a)", "found `(` at position 0, expected a word, or text in double quotes"],
    ["a || b", "found `||` at position 2, expected a word, or text in double quotes"],
    ["'a'", "found `'` at position 0, expected a word, or text in double quotes"],
    ["$.a = 1", "found `$.a` at position 0, expected a word, or text in double quotes"],
    ['"ERROR', 'found the end at position 6, expected `"` to end the text'],
    ["%a", "found the end at position 2, expected `%` to end the regular expression"],
    ["%a!%", "found `!` at position 2, expected a supported character; write other characters as `\\xhh`"],
    ["%caf\u00e9%", "found `\u00e9` at position 4, expected a supported character; write other characters as `\\xhh`"],
  ])("fails for %j", (text, message) => {
    expect(refusalOf(() => readTermPattern(new Reader(text)))).toBe(message);
  });
});
