import { printJsonPattern, readJsonPattern } from "../../../../aws-semantics/filter-pattern/json-pattern";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { refusalOf } from "../../../support/refusal";

describe("a JSON pattern", () => {
  test.each<[string, string]>([
    ["{ $.a = 1 }", "{ $.a = 1 }"],
    ["{$.a=1}", "{ $.a = 1 }"],
    ["{\n  $.a\n  =\n  1\n}\n", "{ $.a = 1 }"],
    ["{\t$.a\t!=\tb\t}", '{ $.a != "b" }'],
    ["{ $.errorCode = 400}", "{ $.errorCode = 400 }"],
    ["{ $.number[0] = 1e+3 }", "{ $.number[0] = 1e+3 }"],
    ["{ $.number[0] != 1e-3 }", "{ $.number[0] != 1e-3 }"],
    ["{ $.a IS NULL }", "{ $.a IS NULL }"],
    ["{$.a IS TRUE}", "{ $.a IS TRUE }"],
    ["{ $.a IS\n FALSE}", "{ $.a IS FALSE }"],
    ["{ $.a NOT  EXISTS }", "{ $.a NOT EXISTS }"],
    ["{$.a NOT EXISTS&&$.b IS NULL||$.c=1}", "{ $.a NOT EXISTS && $.b IS NULL || $.c = 1 }"],
    ["{($.a=1)||($.b=2)}", "{ $.a = 1 || $.b = 2 }"],
    ["{ ($.a = 1 || $.b = 2) && $.c = 3 }", "{ ($.a = 1 || $.b = 2) && $.c = 3 }"],
    ["{ $.isNULL IS NULL }", "{ $.isNULL IS NULL }"],
    ["{ $.IS IS NULL }", "{ $.IS IS NULL }"],
    ["{ $.NOT NOT EXISTS }", "{ $.NOT NOT EXISTS }"],
    ["{ $.a = NOT }", '{ $.a = "NOT" }'],
    ["{ $.a[0]IS NULL }", "{ $.a[0] IS NULL }"],
    ["{ $.a = %b}% }", "{ $.a = %b}% }"],
    ['{ $.a = "}" }', '{ $.a = "}" }'],
    ["{ $.eventType = %Trail% }", "{ $.eventType = %Trail% }"],
    ["{ $.sourceIPAddress != 123.123.* }", '{ $.sourceIPAddress != "123.123.*" }'],
    ["{ $.['cluster.name'] = \"c\" }", "{ $.['cluster.name'] = \"c\" }"],
  ])("%j is printed as %s, and parsed to the same pattern", (text, printed) => {
    const pattern = readJsonPattern(new Reader(text));

    expect(printJsonPattern(pattern)).toBe(printed);
    expect(readJsonPattern(new Reader(printed))).toEqual(pattern);
  });

  test("a JSON pattern is parsed to a tree of plain values", () => {
    expect(readJsonPattern(new Reader("{ $.a = 1 && $.b[0] IS NULL || $.* NOT EXISTS }"))).toEqual({
      kind: "json",
      condition: {
        kind: "or",
        operands: [
          {
            kind: "and",
            operands: [
              {
                kind: "comparison",
                selector: [{ kind: "key", key: "a" }],
                operator: "=",
                value: { kind: "number", text: "1" },
              },
              {
                kind: "is",
                selector: [
                  { kind: "key", key: "b" },
                  { kind: "index", index: 0 },
                ],
                constant: "NULL",
              },
            ],
          },
          { kind: "not-exists", selector: [{ kind: "every-field" }] },
        ],
      },
    });
  });

  const unknown = "expected a value: text in double quotes, a number, or a regular expression between `%`";

  test.each<[string, string]>([
    ["{", "found the end at position 1, expected a selector such as `$.eventName`, or `(`"],
    ["{}", "found `}` at position 1, expected a selector such as `$.eventName`, or `(`"],
    ["{ }", "found `}` at position 2, expected a selector such as `$.eventName`, or `(`"],
    ["{ () }", "found `)` at position 3, expected a selector such as `$.eventName`, or `(`"],
    ['{ "v": [1] }', 'found `"` at position 2, expected a selector such as `$.eventName`, or `(`'],
    ["{ !($.a = 1) }", "found `!` at position 2, expected a selector such as `$.eventName`, or `(`"],
    ["{ NOT $.a = 1 }", "found `NOT` at position 2, expected a selector such as `$.eventName`, or `(`"],
    ["{ 1 = $.a }", "found `1` at position 2, expected a selector such as `$.eventName`, or `(`"],
    ["{ $.a }", "found `}` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a EXISTS }", "found `EXISTS` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a is null }", "found `is` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a not exists }", "found `not` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a ISNULL }", "found `ISNULL` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a NOTEXISTS }", "found `NOTEXISTS` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a [0] = 1 }", "found `[` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a ~ 1 }", "found `~` at position 6, expected an operator, `IS` or `NOT EXISTS`"],
    ["{ $.a IS NOT NULL }", "found `NOT` at position 9, expected `NULL`, `TRUE` or `FALSE`"],
    ["{ $.a IS null }", "found `null` at position 9, expected `NULL`, `TRUE` or `FALSE`"],
    ["{ $.a IS 1 }", "found `1` at position 9, expected `NULL`, `TRUE` or `FALSE`"],
    ["{ $.a IS NULLS }", "found `NULLS` at position 9, expected `NULL`, `TRUE` or `FALSE`"],
    ["{ $.a IS }", "found `}` at position 9, expected `NULL`, `TRUE` or `FALSE`"],
    ["{ $.a NOT }", "found `}` at position 10, expected `EXISTS`"],
    ["{ $.a NOT NULL }", "found `NULL` at position 10, expected `EXISTS`"],
    ["{ $.a NOT EXIST }", "found `EXIST` at position 10, expected `EXISTS`"],
    ["{ $.a = 1", "found the end at position 9, expected `&&`, `||` or `}`"],
    ["{ $.a = 1 ) }", "found `)` at position 10, expected `&&`, `||` or `}`"],
    ["{ $.a = 1 AND $.b = 2 }", "found `AND` at position 10, expected `&&`, `||` or `}`"],
    ["{ $.a = 1 & $.b = 2 }", "found `&` at position 10, expected `&&`, `||` or `}`"],
    ["{ $.a = 1 $.b = 2 }", "found `$.b` at position 10, expected `&&`, `||` or `}`"],
    ["{ $.a = 1, $.b = 2 }", "found `,` at position 9, expected `&&`, `||` or `}`"],
    ["{ ($.a = 1 }", "found `}` at position 11, expected `&&`, `||` or `)`"],
    ["{ $.a = 1 && }", "found `}` at position 13, expected a selector such as `$.eventName`, or `(`"],
    ["{ $.a = 1 } x", "found `x` at position 12, expected the end"],
    ["{ $.a = 1 } }", "found `}` at position 12, expected the end"],
    ["{ $.a == 1 }", `found \`=\` at position 7, ${unknown}`],
    ["{ $.a = 'Root' }", `found \`'\` at position 8, ${unknown}`],
    ["{ $.a = }", `found \`}\` at position 8, ${unknown}`],
    ['{ $.a > "Alpha" }', 'found `"` at position 8, expected a number after `>`'],
    ["{ $.a = null }", 'found `null` at position 8, expected `IS NULL` for null, or `"null"` for the text'],
    ["{ $..a = 1 }", "found `.a` at position 4, expected a name, `*`, or another key as `['a key']`"],
    ["{ $.a[-1] = 1 }", "found `-1` at position 6, expected an index such as 0, `*`, or a key in quotes"],
    ["{ $.a[0:2] = 1 }", "found `:` at position 7, expected `]`"],
    [
      "{ $.a = b:c }",
      "found `:` at position 9, expected the end of the value; put text with other characters in double quotes",
    ],
  ])("fails for %j", (text, message) => {
    expect(refusalOf(() => readJsonPattern(new Reader(text)))).toBe(message);
  });
});
