import {
  type CharacterSet,
  charactersOf,
  complementOf,
  digits,
  everyCharacter,
  rangeOf,
  spaces,
  unionOf,
  words,
} from "./character-set";
import { type Reader } from "../reader";

const classes: Readonly<Record<string, CharacterSet>> = {
  d: digits,
  D: complementOf(digits),
  s: spaces,
  S: complementOf(spaces),
  w: words,
  W: complementOf(words),
};
const supported = "a supported character; write other characters as `\\xhh`";

/**
 * Parses one character of a regular expression: a dot, a class in brackets, an escape, or a literal character.
 *
 * White space means the six ASCII characters, and `\w` means ASCII letters, ASCII digits and `_`. Only a dot, a negated class,
 * `\D`, `\S` and `\W` match a character outside ASCII.
 */
export function readCharacters(reader: Reader): CharacterSet {
  if (reader.take(".")) return everyCharacter;
  if (reader.take("[")) return readClass(reader);
  if (reader.take("\\")) return readEscape(reader);
  return charactersOf(reader.match(/[A-Za-z0-9:_#=@/;, \]}-]/y) ?? reader.fail(supported));
}

function readEscape(reader: Reader): CharacterSet {
  if (reader.take("x")) {
    const code = reader.match(/[0-7][0-9A-Fa-f]/y) ?? reader.fail("two hexadecimal digits from 00 to 7F");
    return new Set([Number.parseInt(code, 16)]);
  }
  const name = reader.match(/[dDsSwW]/y);
  if (name !== undefined) return classes[name] ?? reader.fail(supported);
  return charactersOf(
    reader.match(/[:_#=@/;, ^$?[\]{}|\\*+.-]/y) ??
      reader.fail("d, D, s, S, w, W, xhh or an operator after a backslash"),
  );
}

function readClass(reader: Reader): CharacterSet {
  const isNegated = reader.take("^");
  const members: CharacterSet[] = [];
  while (!reader.take("]")) members.push(readMember(reader));
  if (members.length === 0) reader.fail("a character in the class", reader.position - 1);
  return isNegated ? complementOf(unionOf(members)) : unionOf(members);
}

function readMember(reader: Reader): CharacterSet {
  const start = reader.position;
  const first = readClassCharacter(reader);
  if (reader.match(/-(?!\])/y) === undefined) return first;
  const last = readClassCharacter(reader);
  const [from = 0, ...others] = [...first];
  const [to = 0, ...more] = [...last];
  if (others.length + more.length > 0 || from > to)
    reader.fail("a range whose first character is before its last character", start);
  return rangeOf(from, to);
}

function readClassCharacter(reader: Reader): CharacterSet {
  if (reader.isAtEnd || reader.next === "%") reader.fail("`]` to end the class");
  if (reader.take("\\")) return readEscape(reader);
  return charactersOf(reader.match(/[A-Za-z0-9:_#=@/;, ^$?{}|*+.-]/y) ?? reader.fail(supported));
}
