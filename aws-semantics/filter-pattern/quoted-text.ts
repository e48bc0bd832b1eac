import { type Reader } from "./reader";

/**
 * Parses a string in quotes. A backslash escapes a quote and another backslash.
 *
 * AWS does not document the escapes. The AWS CDK writes these two. Other escapes are rejected, because AWS might interpret them
 * differently.
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

/** A string in quotes. {@link readQuotedText} parses it to the same string. */
export function printQuotedText(text: string, quote: '"' | "'"): string {
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
