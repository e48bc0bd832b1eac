/** Matches the token at a position: a word, a sequence of operators, or one character. */
const token = /[A-Za-z0-9_$.*+-]+|[&|=!<>]+|[^]/y;

/** Maximum number of characters of a token in a message. */
const longestToken = 40;

/** A filter pattern with a syntax error. The message has the unexpected text, the position, and the expected text. */
export class FilterPatternError extends Error {
  override readonly name = "FilterPatternError";

  /**
   * @param text the whole pattern
   * @param position position of the first unexpected character, counted from 0
   * @param expected description of what is valid at this position, as the end of a sentence
   */
  constructor(
    text: string,
    readonly position: number,
    readonly expected: string,
  ) {
    super(`found ${tokenAt(text, position)} at position ${position}, expected ${expected}`);
  }
}

function tokenAt(text: string, position: number): string {
  token.lastIndex = position;
  const found = token.exec(text)?.[0];
  if (found === undefined) return "the end";
  return found.length > longestToken ? `\`${found.slice(0, longestToken)}…\`` : `\`${found}\``;
}
