/** What progress is written to: standard error, so that standard output stays a result. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds before anything is said, and between two lines of a log. */
const patience = 1_000;
const logInterval = 5_000;

/**
 * Says how far a long loop is: nothing in the first second, then in place on a terminal, or line by line in a log. A log that
 * has begun ends with 100 %.
 *
 * One process that synthesizes never yields to the event loop, so a spinner driven by a timer would stand still.
 */
export class Progress {
  private done = 0;
  private hasBegun = false;
  private nextAt: number;
  private readonly isTerminal: boolean;

  constructor(
    private readonly what: string,
    private readonly total: number,
    private readonly output: ProgressOutput = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.nextAt = now() + patience;
    this.isTerminal = output.isTTY === true;
  }

  /** One more is done. */
  step(): void {
    this.done++;
    const isEndOfLog = !this.isTerminal && this.hasBegun && this.done === this.total;
    if (this.now() < this.nextAt && !isEndOfLog) return;
    this.hasBegun = true;
    this.nextAt = this.now() + (this.isTerminal ? patience / 10 : logInterval);
    const percent = Math.floor((100 * this.done) / this.total);
    const text = `${this.what}: ${this.done} of ${this.total} (${percent} %)`;
    this.output.write(this.isTerminal ? `\r${text}` : `${text}\n`);
  }

  /** Clears the line, so that what follows stands alone. */
  finish(): void {
    if (this.isTerminal) this.output.write("\r\u001b[K");
  }
}
