import { printQuotedText, readQuotedText } from "./quoted-text";
import { type Reader } from "./reader";
import { readRegex } from "./regex/regex";

/** What a line has to contain, may contain instead of others, or must not contain. */
export interface Term {
  readonly role: "required" | "optional" | "excluded";

  /** A text is looked for as it stands; asterisks are asterisks. */
  readonly value:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "regex"; readonly source: string };
}

/** A pattern that matches lines by what they contain. Without terms it matches every line. */
export interface TermPattern {
  readonly kind: "terms";
  readonly terms: readonly Term[];
}

const prefixes = { required: "", optional: "?", excluded: "-" } as const;

/**
 * Reads terms: words of letters, digits and `_`, texts in double quotes, and regular expressions, with `?` before terms of
 * which at least one must occur, and `-` before terms that must not occur.
 *
 * AWS shows a regular expression alone; one is accepted wherever another term is.
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

/** The pattern as {@link readTermPattern} reads it. */
export const printTermPattern = ({ terms }: TermPattern): string => terms.map(printTerm).join(" ");

const printTerm = ({ role, value }: Term): string =>
  prefixes[role] + (value.kind === "regex" ? `%${value.source}%` : printQuotedText(value.text, '"'));
