import { like, piecesOf } from "../../../../aws-semantics/iam/pattern";
import { commonInstance } from "../../../../aws-semantics/iam-comparison/samples";
import { Dice } from "../../../support/dice";

const matches = (pattern: string, text: string) => like(piecesOf(pattern, new Map()) ?? [], text);

test.each([
  ["a/*", "*/b", "a/b"],
  ["a*", "b*", undefined],
  ["*a", "*b", undefined],
  ["a?c", "*b*", "abc"],
  ["abc", "a*", "abc"],
])("the patterns %s and %s both match %s", (a, b, expected) => {
  expect(commonInstance(a, b)).toBe(expected);
});

test("the common sample of two random patterns matches both, and is missing only if no short string matches both", () => {
  const dice = new Dice(7);
  const texts = ["", ..."abab".split("").flatMap((_, n) => words(n))];
  for (let i = 0; i < 3_000; i += 1) {
    const [a, b] = [0, 1].map(() => Array.from({ length: dice.below(5) }, () => "ab*?"[dice.below(4)]).join("")) as [
      string,
      string,
    ];
    const common = commonInstance(a, b);
    if (common === undefined) expect(texts.filter((text) => matches(a, text) && matches(b, text))).toEqual([]);
    else
      expect(
        [a, b].filter((pattern) => !matches(pattern, common.replaceAll("x", "a")) && !matches(pattern, common)),
      ).toEqual([]);
  }
});

function words(length: number): string[] {
  return length === 0 ? ["a", "b"] : words(length - 1).flatMap((word) => [`${word}a`, `${word}b`]);
}
