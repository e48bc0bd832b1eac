import { printDelimitedPattern, readDelimitedPattern } from "../../../../detections/filter-pattern/delimited-pattern";
import { Reader } from "../../../../detections/filter-pattern/reader";
import { refusalOf } from "../../../support/refusal";

describe("a space-delimited pattern", () => {
  test.each<[string, string]>([
    ["[]", "[]"],
    ["[ ]", "[]"],
    ["[...]", "[...]"],
    ["[ip]", "[ip]"],
    ["[ ip , user ]", "[ip, user]"],
    ["[ip,user,...]", "[ip, user, ...]"],
    ["[..., status_code, bytes]", "[..., status_code, bytes]"],
    ["[ip, ..., bytes]", "[ip, ..., bytes]"],
    ["[w1=ERROR, w2]", '[w1 = "ERROR", w2]'],
    ["[w1=ERROR || w1=WARNING, w2]", '[w1 = "ERROR" || w1 = "WARNING", w2]'],
    ["[w1!=ERROR&&w1!=WARNING, w2]", '[w1 != "ERROR" && w1 != "WARNING", w2]'],
    ["[w1 = A && w1 != B || w1 = C, w2]", '[w1 = "A" && w1 != "B" || w1 = "C", w2]'],
    ["[w1 = A && (w1 != B || w1 = C), w2]", '[w1 = "A" && (w1 != "B" || w1 = "C"), w2]'],
    ["[..., request =*.html*, status_code = 4*, bytes]", '[..., request = "*.html*", status_code = "4*", bytes]'],
    ["[a, bytes > 1000]", "[a, bytes > 1000]"],
    ["[(a = 1), b]", "[a = 1, b]"],
    ["[ ( ( a = 1 || a = 2 ) && a != 3 ) , b]", "[(a = 1 || a = 2) && a != 3, b]"],
    ["[a >= 1 && a<=2]", "[a >= 1 && a <= 2]"],
    ["[ip=%127\\.0\\.0\\.[1-9]%, user]", "[ip = %127\\.0\\.0\\.[1-9]%, user]"],
    ["[a = %x,y]z%]", "[a = %x,y]z%]"],
    ['[a = "b, c]"]', '[a = "b, c]"]'],
    ["[a\n=\nb\n]\n", '[a = "b"]'],
    ["[..., status_code=4*,]", '[..., status_code = "4*", ]'],
    ["[,]", "[, ]"],
    ["[, , a]", "[, , a]"],
    ["[a-b, 1, c_d]", "[a-b, 1, c_d]"],
    ["[-, a]", "[-, a]"],
  ])("%j is printed as %s, and read again as the same", (text, printed) => {
    const pattern = readDelimitedPattern(new Reader(text));

    expect(printDelimitedPattern(pattern)).toBe(printed);
    expect(readDelimitedPattern(new Reader(printed))).toEqual(pattern);
  });

  test("is a tree of plain values", () => {
    expect(readDelimitedPattern(new Reader("[a, ..., b > 1, ]"))).toEqual({
      kind: "delimited",
      fields: [
        { kind: "field", name: "a" },
        { kind: "rest" },
        {
          kind: "field",
          name: "b",
          condition: { kind: "comparison", operator: ">", value: { kind: "number", text: "1" } },
        },
        { kind: "field", name: "" },
      ],
    });
  });

  test.each<[string, string]>([
    ["[", "found the end at position 1, expected `,` or `]`"],
    ["[a", "found the end at position 2, expected `,` or `]`"],
    ["[a b]", "found `b` at position 3, expected an operator, `,` or `]`"],
    ["[a, b", "found the end at position 5, expected `,` or `]`"],
    ["[a = 1", "found the end at position 6, expected `,` or `]`"],
    ["[a = 1 b]", "found `b` at position 7, expected `,` or `]`"],
    ["[a] b", "found `b` at position 4, expected the end"],
    ["[a]]", "found `]` at position 3, expected the end"],
    ["[word, word]", "found `word` at position 7, expected another field than before"],
    ["[a = 1, a = 2]", "found `a` at position 8, expected another field than before"],
    ["[..., a, ...]", "found `...` at position 9, expected another field than before"],
    ["[-, -]", "found `-` at position 4, expected another field than before"],
    ["[....]", "found `.` at position 4, expected `,` or `]`"],
    ["[...a]", "found `a` at position 4, expected `,` or `]`"],
    ["[... = 1]", "found `=` at position 5, expected `,` or `]`"],
    ["[(a = 1, b]", "found `,` at position 7, expected `&&`, `||` or `)`"],
    ["[(a), b]", "found `)` at position 3, expected an operator, `,` or `]`"],
    ["[(), b]", "found `(` at position 1, expected a name, `...`, `,` or `]`"],
    ["[(...)]", "found `(` at position 1, expected a name, `...`, `,` or `]`"],
    ["[(a = 1 || b = 2)]", "found `b` at position 11, expected `a`, the name of the field"],
    ["[a, (a = 1)]", "found `(` at position 4, expected another field than before"],
    ["[= 1]", "found `=` at position 1, expected a name, `...`, `,` or `]`"],
    ["[$.a = 1]", "found `$.a` at position 1, expected a name, `...`, `,` or `]`"],
    ["[é]", "found `é` at position 1, expected a name, `...`, `,` or `]`"],
    ["[a.b]", "found `.b` at position 2, expected an operator, `,` or `]`"],
    ["[a IS NULL]", "found `IS` at position 3, expected an operator, `,` or `]`"],
    ["[w1=A || W1=B, w2]", "found `W1` at position 9, expected `w1`, the name of the field"],
    ["[w1=A || = B, w2]", "found `=` at position 9, expected `w1`, the name of the field"],
    ["[w1=A && || w1=B, w2]", "found `||` at position 9, expected `w1`, the name of the field"],
    ["[w1=A AND w1=B, w2]", "found `AND` at position 6, expected `,` or `]`"],
    ["[w1=A && (w1=B, w2]", "found `,` at position 14, expected `&&`, `||` or `)`"],
    [
      "[w1=!A, w2]",
      "found `!` at position 4, expected a value: text in double quotes, a number, or a regular expression between `%`",
    ],
    [
      "[w1==A, w2]",
      "found `=` at position 4, expected a value: text in double quotes, a number, or a regular expression between `%`",
    ],
    ["[a > b]", "found `b` at position 5, expected a number after `>`"],
    [
      "[a = /x]",
      "found `/` at position 5, expected a value: text in double quotes, a number, or a regular expression between `%`",
    ],
  ])("fails for %j", (text, message) => {
    expect(refusalOf(() => readDelimitedPattern(new Reader(text)))).toBe(message);
  });
});
