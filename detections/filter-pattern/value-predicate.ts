import { Automaton } from "./regex/automaton";
import { type Comparison, type Operator } from "./comparison";
import { Reader } from "./reader";
import { readRegex } from "./regex/regex";
import { type Value, numberOf } from "./value";
import { compileWildcardText } from "./wildcard-text";

type NumberTest = (value: number) => boolean;
type TextTest = (value: string) => boolean;

/**
 * A test for a value of a JSON event.
 *
 * Only strings and numbers can be compared. For null, true, false, an array, an object and an absent field, every
 * comparison is false, even `!=`. So AWS answers; `IS` and `NOT EXISTS` are for those.
 *
 * A number without quotes is compared with numbers as a number, and with texts as a text: `1` finds 1, 1.0 and "1", but
 * not "1.0". A value in quotes, or with an asterisk, and an expression are compared with numbers as texts. AWS takes the
 * text of the event for that; here it is how JavaScript writes the number, in which 1.0 is `1`. Numbers have 53 bits: a
 * larger one is compared as the nearest of those, as the parser of the event has read it.
 */
export function compileNodePredicate({ operator, value }: Comparison): (node: unknown) => boolean {
  const isText = textTest(operator, value);
  const isNumber = numberTest(operator, value);
  return (node) => {
    if (typeof node === "string") return isText(node);
    return typeof node === "number" && isNumber(node);
  };
}

/** A test for a whole text, or for a part of it that an expression finds. */
export function compileTextTest(value: Value): TextTest {
  if (value.kind === "text") return compileWildcardText(value.text);
  if (value.kind === "number") return (text) => text === value.text;
  const automaton = new Automaton(readRegex(new Reader(`%${value.source}%`)));
  return (text) => automaton.test(text);
}

function textTest(operator: Operator, value: Value): TextTest {
  const isEqual = compileTextTest(value);
  if (operator === "=") return isEqual;
  return operator === "!=" ? (text) => !isEqual(text) : () => false;
}

function numberTest(operator: Operator, value: Value): NumberTest {
  if (value.kind !== "number") {
    const isText = textTest(operator, value);
    return (number) => isText(String(number));
  }
  const limit = numberOf(value.text);
  const tests: Readonly<Record<Operator, NumberTest>> = {
    "=": (number) => number === limit,
    "!=": (number) => number !== limit,
    "<": (number) => number < limit,
    "<=": (number) => number <= limit,
    ">": (number) => number > limit,
    ">=": (number) => number >= limit,
  };
  return tests[operator];
}
