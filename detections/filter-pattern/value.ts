import { printQuotedText, readQuotedText } from "./quoted-text";
import { type Reader } from "./reader";
import { readRegex } from "./regex/regex";

/** What a field is compared with. */
export type Value =
  /** A text, in which an asterisk at the ends stands for any characters. */
  | { readonly kind: "text"; readonly text: string }

  /** A number as it is written, since a text is compared with that. */
  | { readonly kind: "number"; readonly text: string }

  /** A regular expression, without the percent signs. */
  | { readonly kind: "regex"; readonly source: string };

const number = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The number that a text is, or NaN. Neither `.5` nor `5.` is one, nor what is too large for a number. */
export function numberOf(text: string): number {
  const value = number.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/**
 * Reads a value.
 *
 * A text without quotes may have letters, digits, `_ . * + -`: the user guide demands quotes for more than letters,
 * digits and `_`, but has `123.123.*` without them, as Security Hub has `iam.amazonaws.com`. `null` without quotes is
 * refused, as AWS does.
 */
export function readValue(reader: Reader): Value {
  if (reader.next === '"') return { kind: "text", text: readQuotedText(reader, '"') };
  if (reader.next === "%") return { kind: "regex", source: readRegex(reader).source };
  const start = reader.position;
  const text = reader.match(/[A-Za-z0-9_.*+-]+/y);
  if (text === undefined) reader.fail("a value: text in double quotes, a number, or a regular expression between `%`");
  if (!/^[\s)},\]&|]?$/.test(reader.next))
    reader.fail("the end of the value; put text with other characters in double quotes");
  if (text === "null") reader.fail('`IS NULL` for null, or `"null"` for the text', start);
  return Number.isNaN(numberOf(text)) ? { kind: "text", text } : { kind: "number", text };
}

/** The value as {@link readValue} reads it. */
export function printValue(value: Value): string {
  if (value.kind === "regex") return `%${value.source}%`;
  return value.kind === "number" ? value.text : printQuotedText(value.text, '"');
}
