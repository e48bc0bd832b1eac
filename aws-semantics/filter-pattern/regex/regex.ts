import { readCharacters } from "./character-class";
import { type CharacterSet } from "./character-set";
import { type Reader } from "../reader";

/** A character of a set, repeated. */
export interface Repetition {
  readonly kind: "characters";
  readonly set: CharacterSet;
  readonly least: number;

  /** `Infinity` for no maximum. */
  readonly most: number;
}

/** The start or the end of the text. */
export interface Anchor {
  readonly kind: "start" | "end";
}

/** A regular expression: alternatives, each a sequence of items. */
export interface Regex {
  /** Source text without the percent signs. */
  readonly source: string;
  readonly alternatives: readonly (readonly (Repetition | Anchor)[])[];
}

/** Maximum number of characters that an expression may require, so that a search stays fast. */
const mostCharacters = 1000;

const quantifiers: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Infinity],
  "+": [1, Infinity],
  "?": [0, 1],
};

/**
 * Parses a regular expression between percent signs.
 *
 * Letters, digits, `: _ # = @ / ; , -`, the operators `^ $ ? [ ] { } | \ * + .` and `\d \D \s \S \w \W \xhh` are supported. There are
 * no groups, so repetitions cannot be nested.
 *
 * AWS does not document some cases. A space is accepted, because an example of the user guide contains a space. A single `}` or `]` is
 * a literal character. These are rejected: a single `{`, `[` in a class, an empty class, an empty alternative, a repetition of a
 * repetition, every other escape, and an expression that requires more than 1,000 characters.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
export function readRegex(reader: Reader): Regex {
  reader.take("%");
  const start = reader.position;
  const alternatives = [readAlternative(reader)];
  while (reader.take("|")) alternatives.push(readAlternative(reader));
  const source = reader.text.slice(start, reader.position);
  const length = alternatives.flat().reduce((sum, item) => sum + lengthOf(item), 0);
  if (length > mostCharacters) {
    reader.fail(`at most ${mostCharacters} characters including all repetitions, not ${length}`, start);
  }
  reader.take("%");
  return { source, alternatives };
}

const lengthOf = (item: Repetition | Anchor): number =>
  item.kind === "characters" ? Math.max(item.least, Number.isFinite(item.most) ? item.most : 1) : 0;

function readAlternative(reader: Reader): (Repetition | Anchor)[] {
  const items: (Repetition | Anchor)[] = [];
  while (!"|%".includes(reader.next)) items.push(readItem(reader));
  if (reader.isAtEnd) reader.fail("`%` to end the regular expression");
  if (items.length === 0) reader.fail("a character or an anchor");
  return items;
}

function readItem(reader: Reader): Repetition | Anchor {
  if (reader.take("^")) return { kind: "start" };
  if (reader.take("$")) return { kind: "end" };
  if (/[*+?{]/.test(reader.next))
    reader.fail("a character before the repetition; to match the operator itself, write `\\` before it");
  const set = readCharacters(reader);
  const [least, most] = readQuantifier(reader);
  return { kind: "characters", set, least, most };
}

function readQuantifier(reader: Reader): readonly [number, number] {
  const operator = reader.match(/[*+?]/y);
  if (operator !== undefined) return quantifiers[operator] ?? [1, 1];
  const start = reader.position;
  if (!reader.take("{")) return [1, 1];
  const [, least = "", comma = "", most = ""] = /^(\d*)(,?)(\d*)$/.exec(reader.match(/[\d,]*/y) ?? "") ?? [];
  if (!reader.take("}") || least + most === "") reader.fail("`{m}`, `{m,}`, `{,n}` or `{m,n}`", start);
  const from = Number(least);
  const to = comma === "" ? from : Number(most || Infinity);
  if (from > to) reader.fail("a minimum that is not larger than the maximum", start);
  return [from, to];
}
