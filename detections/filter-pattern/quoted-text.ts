import { type Reader } from "./reader";

/**
 * Reads a text between quotes, in which a backslash stands before a quote and before another backslash.
 *
 * AWS does not say which escapes there are; these two are what its own CDK writes. Any other one is refused, because it
 * would mean one thing here and perhaps another one there.
 */
export function readQuotedText(reader: Reader, quote: '"' | "'"): string {
  reader.take(quote);
  let text = "";
  while (!reader.take(quote)) {
    if (reader.isAtEnd) reader.fail(`\`${quote}\` to end the text`);
    text += readCharacter(reader, quote);
  }
  return text;
}

function readCharacter(reader: Reader, quote: string): string {
  const isEscaped = reader.take("\\");
  const character = reader.next;
  if (isEscaped && character !== quote && character !== "\\") {
    reader.fail(`\`\\\` or \`${quote}\` after a backslash; write \`\\\\\` for a backslash`);
  }
  reader.position += character.length;
  return character;
}

/** The text between quotes, as {@link readQuotedText} reads it. */
export function printQuotedText(text: string, quote: '"' | "'"): string {
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
