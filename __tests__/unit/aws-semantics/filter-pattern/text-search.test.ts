import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { compileCondition } from "../../../../aws-semantics/filter-pattern/json-predicate";
import { compileSearches } from "../../../../aws-semantics/filter-pattern/text-search";
import { Dice } from "../../../support/dice";

const conditionOf = (text: string) => {
  const pattern = parseFilterPattern(text);
  if (pattern.kind !== "json") throw new Error("no JSON pattern");
  return { pattern, test: compileSearches(pattern.condition, compileCondition) };
};

test.each<[string, unknown, boolean]>([
  ['{ $.a = "*x*" || $.a = "*y*" }', { a: "1y2" }, true],
  ['{ $.a = "*x*" || $.a = "*y*" }', { a: "12" }, false],
  ['{ $.a = "*x*" || $.a = "*y*" }', { b: "x" }, false],
  ['{ $.a = "*x*" || $.b = "*y*" }', { b: "y" }, true],
  ['{ $.a = "*x*" || $.b = "*y*" }', { b: "x" }, false],
  ['{ $.a = "*1*" || $.a = "*2*" }', { a: 127 }, true],
  ['{ $.a = "*1*" || $.a = "*2*" }', { a: true }, false],
  ['{ $.a[*] = "*x*" || $.a[*] = "*y*" }', { a: ["1", "y"] }, true],
  ['{ $.a = "*.*" || $.a = "*+*" }', { a: "a" }, false],
  ['{ $.a = "*.*" || $.a = "*+*" }', { a: "a+" }, true],
  ['{ $.a = "*(*" || $.a = "*\\\\*" }', { a: "\\" }, true],
  ['{ $.a = "*" || $.a = "*x*" }', { a: "" }, true],
  ['{ $.a = "**" || $.a = "*x*" }', { a: "" }, true],
  ['{ $.a != "*x*" || $.a = "*y*" }', { a: "z" }, true],
  ['{ $.a = "*x*" || ($.a = "*y*" && $.b = 1) }', { a: "y", b: 2 }, false],
  ['{ $.a = "*x*" && $.a = "*y*" }', { a: "x" }, false],
  ['{ $.a = "x*" || $.a = "*y*" }', { a: "ax" }, false],
])("%s for %j returns %o, as without the search", (text, event, expected) => {
  const { pattern, test: search } = conditionOf(text);

  expect([search(event), matches(pattern, event)]).toEqual([expected, expected]);
});

test("the search returns the same as the pattern in 2,000 random cases", () => {
  const dice = new Dice(11);
  const texts = ["*a*", "*b*", "*.*", "a*", "*b", "**", "*", "*\\\\*", "*]*", "*|*", "*a b*"];
  const values = ["a", "b", "xay", ".", "\\", "]", "|", "a b", "", 1, null, "a.b"];
  const answers = new Set<boolean>();
  for (let round = 0; round < 2_000; round++) {
    const part = () => `$.${dice.pick(["a", "b"])} ${dice.pick(["=", "=", "!="])} "${dice.pick(texts)}"`;
    const { pattern, test: search } = conditionOf(
      `{ ${dice.list(1, 4, () => `(${dice.list(1, 4, part).join(dice.pick([" || ", " && "]))})`).join(dice.pick([" || ", " && "]))} }`,
    );
    const event = { a: dice.pick(values), b: dice.pick(values) };
    answers.add(search(event));
    expect(search(event)).toBe(matches(pattern, event));
  }

  expect(answers).toEqual(new Set([true, false]));
});
