/** What stands at a position: a word, a run of operators or one character. */
const token = /[A-Za-z0-9_$.*+-]+|[&|=!<>]+|[^]/y;

/** How much of it a message shows. */
const longestToken = 40;

/** A filter pattern that is not understood. The message says what was found, where, and what was expected. */
export class FilterPatternError extends Error {
  override readonly name = "FilterPatternError";

  /**
   * @param text the whole pattern
   * @param position of the first character that is not understood, counted from 0
   * @param expected what may stand there, as the end of a sentence
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
