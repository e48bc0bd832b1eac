import {
  type Expression,
  compileExpression,
  isJunction,
  leavesOf,
  printExpression,
  readExpression,
} from "../../../../aws-semantics/filter-pattern/expression";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { refusalOf } from "../../../support/refusal";

/** A letter. It matches every string that contains it. */
interface Letter {
  readonly kind: "letter";
  readonly letter: string;
}

const read = (text: string): Expression<Letter> => {
  const reader = new Reader(text);
  const expression = readExpression<Letter>(reader, () => ({
    kind: "letter",
    letter: reader.match(/[a-z]/y) ?? reader.fail("a letter"),
  }));
  reader.end();
  return expression;
};
const print = (expression: Expression<Letter>) => printExpression(expression, ({ letter }) => letter);
const letter = (name: string): Letter => ({ kind: "letter", letter: name });

describe("an expression", () => {
  test.each<[string, string]>([
    ["a", "a"],
    ["(a)", "a"],
    ["((a))", "a"],
    [" ( a ) ", "a"],
    ["a&&b", "a && b"],
    ["a\n&&\tb", "a && b"],
    ["a||b", "a || b"],
    ["a || b && c", "a || b && c"],
    ["a && b || c", "a && b || c"],
    ["a || (b && c)", "a || b && c"],
    ["(a || b) && c", "(a || b) && c"],
    ["a && (b || c)", "a && (b || c)"],
    ["(a && b) && c", "a && b && c"],
    ["a && (b && c)", "a && b && c"],
    ["a || (b || (c || d))", "a || b || c || d"],
    ["(a || b) && (c || d)", "(a || b) && (c || d)"],
    ["(a) || (b)", "a || b"],
    ["a && b && (c || d && (e || f))", "a && b && (c || d && (e || f))"],
    ["a||b&&c||d&&e", "a || b && c || d && e"],
  ])("%j is printed as %s, and parsed to the same expression", (text, printed) => {
    const expression = read(text);

    expect(print(expression)).toBe(printed);
    expect(read(printed)).toEqual(expression);
  });

  test("has no operand of its own kind, because nested operands are flattened", () => {
    expect(read("(a && b) && (c && d)")).toEqual({ kind: "and", operands: ["a", "b", "c", "d"].map(letter) });
    expect(read("(a || b) || c")).toEqual({ kind: "or", operands: ["a", "b", "c"].map(letter) });
    expect(read("a || b && c")).toEqual({
      kind: "or",
      operands: [letter("a"), { kind: "and", operands: [letter("b"), letter("c")] }],
    });
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["a", ["a", "ab"], ["", "b"]],
    ["a && b", ["ab"], ["a", "b", ""]],
    ["a || b", ["a", "b", "ab"], ["", "c"]],
    ["a || b && c", ["a", "bc", "ab"], ["b", "c", ""]],
    ["(a || b) && c", ["ac", "bc"], ["a", "ab", "c"]],
    ["a && b || c && d", ["ab", "cd"], ["ac", "bd", "a", "d"]],
    ["a && (b || c) && d", ["abd", "acd"], ["ad", "abc", "bd"]],
  ])("%s matches %j, but not %j", (text, matching, others) => {
    const test = compileExpression(read(text), (leaf: Letter) => (subject: string) => subject.includes(leaf.letter));

    expect(matching.filter((subject) => !test(subject))).toEqual([]);
    expect(others.filter((subject) => test(subject))).toEqual([]);
  });

  test("returns its conditions in order", () => {
    expect(leavesOf<Letter>(read("a || b && (c || a)"))).toEqual(["a", "b", "c", "a"].map(letter));
    expect(leavesOf<Letter>(letter("a"))).toEqual([letter("a")]);
  });

  test("an expression is a junction only if it is && or ||", () => {
    expect([read("a"), read("a && b"), read("a || b")].map((expression) => isJunction<Letter>(expression))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test.each<[string, string]>([
    ["", "found the end at position 0, expected a letter"],
    ["()", "found `)` at position 1, expected a letter"],
    ["a &&", "found the end at position 4, expected a letter"],
    ["a && || b", "found `||` at position 5, expected a letter"],
    ["&& a", "found `&&` at position 0, expected a letter"],
    ["(a", "found the end at position 2, expected `&&`, `||` or `)`"],
    ["(a b", "found `b` at position 3, expected `&&`, `||` or `)`"],
    ["(a & b)", "found `&` at position 3, expected `&&`, `||` or `)`"],
    ["a)", "found `)` at position 1, expected the end"],
    ["a AND b", "found `AND` at position 2, expected the end"],
    ["!a", "found `!` at position 0, expected a letter"],
    [`${"(".repeat(513)}a`, "found `(` at position 512, expected at most 512 nested parentheses"],
    ["(".repeat(100_000), "found `(` at position 512, expected at most 512 nested parentheses"],
  ])("fails for %j", (text, message) => {
    expect(refusalOf(() => read(text))).toBe(message);
  });

  test("an expression may have 512 nested parentheses, and any number of parentheses side by side", () => {
    expect(read(`${"(".repeat(512)}a${")".repeat(512)}`)).toEqual(letter("a"));
    expect(leavesOf<Letter>(read(Array(600).fill("(a)").join(" || ")))).toHaveLength(600);
  });
});
