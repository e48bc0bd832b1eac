/** Symbol of an asterisk, among the bytes of a wildcard. */
export const asterisk = -1;

/** The UTF-8 bytes of a wildcard, with {@link asterisk} for any string. A backslash escapes the next character. */
export function wildcardSymbols(wildcard: string): number[] {
  const symbols: number[] = [];
  const bytes = Buffer.from(wildcard, "utf8");
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === code("\\")) symbols.push(bytes[++i] ?? 0);
    else symbols.push(byte === code("*") ? asterisk : byte);
  }
  return symbols;
}

/** Whether a letter with an upper-case and a lower-case form begins at an index. */
export function isCasedLetter(symbols: readonly number[], index: number): boolean {
  const length = characterLength(symbols[index] ?? 0);
  const letter = Buffer.from(symbols.slice(index, index + length)).toString("utf8");
  return letter.toLowerCase() !== letter.toUpperCase();
}

/** Whether a byte is inside a character of several bytes. */
export const isContinuation = (byte: number): boolean => byte >= 0x80 && byte < 0xc0;

/** Event Ruler reads only three bytes of a four-byte character, which is never a letter. */
const characterLength = (byte: number): number => (byte < 0x80 ? 1 : byte < 0xe0 ? 2 : 3);

const code = (character: string): number => character.charCodeAt(0);
