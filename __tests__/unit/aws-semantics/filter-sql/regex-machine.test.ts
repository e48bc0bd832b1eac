import { Automaton } from "../../../../aws-semantics/filter-pattern/regex/automaton";
import { readRegex } from "../../../../aws-semantics/filter-pattern/regex/regex";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { type RegexMachine, regexMachine } from "../../../../aws-semantics/filter-sql/regex-machine";
import { Dice } from "../../../support/dice";

const regexOf = (source: string) => readRegex(new Reader(`%${source}%`));

/** Runs a machine in the same way as the SQL. */
function isFound({ classes, next, found }: RegexMachine, text: string): boolean {
  const step = (state: number, character: string) =>
    next[state]?.[classes[Math.min(character.codePointAt(0) ?? 0, 128)] ?? -1] ?? -1;
  return found.includes([...text].reduce(step, 0));
}

const items = ["a", "b*", "[^a]+", ".", "\\W*", "c{2}", "^", "$", "a?", "\\x22", "[a-c]{1,3}", "\\D{0,2}"];

test("the machine finds what the evaluator finds, for random expressions and strings", () => {
  const dice = new Dice(7);
  let found = 0;
  for (let round = 0; round < 1_500; round++) {
    const source = dice.list(1, 2, () => dice.list(1, 4, () => dice.pick(items)).join("")).join("|");
    const [automaton, machine] = [new Automaton(regexOf(source)), regexMachine(regexOf(source))];
    for (const text of dice.list(5, 5, () => dice.text('abc"1é\n ', 6) + dice.pick(["", "😀", "ab"]))) {
      const expected = automaton.test(text);
      found += expected ? 1 : 0;
      if (isFound(machine, text) !== expected) expect([source, text]).toBe(expected);
    }
  }
  expect(found).toBeGreaterThan(1_000);
});

test("an expression with too many states is refused", () => {
  expect(() => regexMachine(regexOf("a.{12}b*c*"))).toThrow(
    "%a.{12}b*c*% needs more than 400 states in SQL; use a shorter regular expression",
  );
});
