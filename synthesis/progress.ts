/** Stream for progress. It is standard error, so that standard output contains only the result. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds before the first output, and between two lines of a log. */
const patience = 1_000;
const logInterval = 5_000;

/**
 * Prints the progress of a long loop. It prints nothing in the first second. Then it updates one line of a terminal, or adds lines to
 * a log. If a log has lines of progress, the last one is 100 %.
 *
 * Each step prints, because a timer would not work: synthesis in one process never yields to the event loop.
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

  /** Counts one finished item. */
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

  /** Clears the line of a terminal, so that later output begins on an empty line. */
  finish(): void {
    if (this.isTerminal) this.output.write("\r\u001b[K");
  }
}
