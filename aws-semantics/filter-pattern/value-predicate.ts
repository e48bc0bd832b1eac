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
 * Only strings and numbers can be compared. For null, true, false, an array, an object and an absent field, every comparison is
 * false, even with `!=`. Recorded answers of AWS show this. `IS` and `NOT EXISTS` compare such values.
 *
 * A number without quotes is compared with numbers as a number, and with strings as a string: `1` matches 1, 1.0 and "1", but not
 * "1.0". A value in quotes, a value with an asterisk, and a regular expression are compared with numbers as strings. AWS uses the
 * text of the number in the event. This test uses the text that JavaScript writes, in which 1.0 is `1`. Numbers have 53 bits: a
 * larger number is compared as the nearest number with 53 bits, as the JSON parser reads it.
 */
export function compileNodePredicate({ operator, value }: Comparison): (node: unknown) => boolean {
  const isText = textTest(operator, value);
  const isNumber = numberTest(operator, value);
  return (node) => {
    if (typeof node === "string") return isText(node);
    return typeof node === "number" && isNumber(node);
  };
}

/** A test for a whole string, or for a part of a string that a regular expression finds. */
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
