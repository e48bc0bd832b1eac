import { printQuotedText, readQuotedText } from "./quoted-text";
import { type Reader } from "./reader";
import { readRegex } from "./regex/regex";

/** The value of a comparison. */
export type Value =
  /** A string. An asterisk at its start or end matches any characters. */
  | { readonly kind: "text"; readonly text: string }

  /** A number in its original notation, because strings are compared with this notation. */
  | { readonly kind: "number"; readonly text: string }

  /** A regular expression, without the percent signs. */
  | { readonly kind: "regex"; readonly source: string };

const number = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The number in a text, or NaN. `.5`, `5.` and numbers that are too large are not numbers. */
export function numberOf(text: string): number {
  const value = number.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/**
 * Parses a value.
 *
 * A string without quotes may contain letters, digits and `_ . * + -`. The user guide requires quotes for characters other than
 * letters, digits and `_`, but its examples contain `123.123.*` without quotes, and Security Hub uses `iam.amazonaws.com`. `null`
 * without quotes is rejected, because AWS rejects it.
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

/** The text of a value. {@link readValue} parses it to the same value. */
export function printValue(value: Value): string {
  if (value.kind === "regex") return `%${value.source}%`;
  return value.kind === "number" ? value.text : printQuotedText(value.text, '"');
}
