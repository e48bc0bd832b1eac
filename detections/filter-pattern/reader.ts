import { FilterPatternError } from "./filter-pattern-error";

/** A text that is read from left to right, and where the reading is. */
export class Reader {
  /** Of the next character, counted from 0. */
  position = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The next character, or nothing at the end. */
  get next(): string {
    return this.text.charAt(this.position);
  }

  /** Skips spaces, tabs and line ends: no other white space separates. */
  skipSpace(): void {
    this.match(/[ \t\r\n\f\v]*/y);
  }

  /** Reads exactly this, if it stands here. */
  take(token: string): boolean {
    const isHere = this.text.startsWith(token, this.position);
    if (isHere) this.position += token.length;
    return isHere;
  }

  /** Reads what a sticky expression finds here, if anything. */
  match(expression: RegExp): string | undefined {
    expression.lastIndex = this.position;
    const found = expression.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  /** Reads to the end of the text, where nothing but white space may stand. */
  end(): void {
    this.skipSpace();
    if (!this.isAtEnd) this.fail("the end");
  }

  /** @throws FilterPatternError always */
  fail(expected: string, position = this.position): never {
    throw new FilterPatternError(this.text, position, expected);
  }
}
