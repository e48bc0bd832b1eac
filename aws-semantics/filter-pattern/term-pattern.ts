import { printQuotedText, readQuotedText } from "./quoted-text";
import { type Reader } from "./reader";
import { readRegex } from "./regex/regex";

/** A term that a line must contain, must not contain, or that is one of several optional terms. */
export interface Term {
  readonly role: "required" | "optional" | "excluded";

  /** A string matches literally: an asterisk matches only an asterisk. */
  readonly value:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "regex"; readonly source: string };
}

/** A pattern that matches lines by terms in them. Without terms, it matches every line. */
export interface TermPattern {
  readonly kind: "terms";
  readonly terms: readonly Term[];
}

const prefixes = { required: "", optional: "?", excluded: "-" } as const;

/**
 * Reads terms: words of letters, digits and `_`, strings in double quotes, and regular expressions. A `?` precedes optional terms, of
 * which at least one must occur. A `-` precedes terms that must not occur.
 *
 * In the examples of AWS, a regular expression is the only term. Here it is accepted together with other terms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
 */
export function readTermPattern(reader: Reader): TermPattern {
  const terms: Term[] = [];
  reader.skipSpace();
  while (!reader.isAtEnd) {
    terms.push(readTerm(reader));
    if (!/^\s?$/.test(reader.next)) reader.fail("a space; put text with other characters in double quotes");
    reader.skipSpace();
  }
  return { kind: "terms", terms };
}

function readTerm(reader: Reader): Term {
  const role = reader.take("?") ? "optional" : reader.take("-") ? "excluded" : "required";
  if (reader.next === "%") return { role, value: { kind: "regex", source: readRegex(reader).source } };
  if (reader.next === '"') return { role, value: { kind: "text", text: readQuotedText(reader, '"') } };
  const text = reader.match(/[A-Za-z0-9_]+/y) ?? reader.fail("a word, or text in double quotes");
  return { role, value: { kind: "text", text } };
}

/** The text of a pattern. {@link readTermPattern} parses it to the same pattern. */
export const printTermPattern = ({ terms }: TermPattern): string => terms.map(printTerm).join(" ");

const printTerm = ({ role, value }: Term): string =>
  prefixes[role] + (value.kind === "regex" ? `%${value.source}%` : printQuotedText(value.text, '"'));
