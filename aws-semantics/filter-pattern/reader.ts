import { FilterPatternError } from "./filter-pattern-error";

/** A text, and the position of a parser in the text. */
export class Reader {
  /** Position of the next character, counted from 0. */
  position = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The next character, or an empty string at the end. */
  get next(): string {
    return this.text.charAt(this.position);
  }

  /** Skips spaces, tabs and line ends. Other white space is not a separator. */
  skipSpace(): void {
    this.match(/[ \t\r\n\f\v]*/y);
  }

  /** Consumes exactly this token, if it is at this position. */
  take(token: string): boolean {
    const isHere = this.text.startsWith(token, this.position);
    if (isHere) this.position += token.length;
    return isHere;
  }

  /** Consumes the match of a sticky regular expression, if it matches at this position. */
  match(expression: RegExp): string | undefined {
    expression.lastIndex = this.position;
    const found = expression.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  /** Parses the end of the text. Only white space may precede the end. */
  end(): void {
    this.skipSpace();
    if (!this.isAtEnd) this.fail("the end");
  }

  /** @throws FilterPatternError always */
  fail(expected: string, position = this.position): never {
    throw new FilterPatternError(this.text, position, expected);
  }
}
