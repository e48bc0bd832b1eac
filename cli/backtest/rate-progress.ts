/** Amount of data that was read so far. */
export interface Amount {
  readonly files: number;
  readonly events: number;

  /** Uncompressed bytes. */
  readonly bytes: number;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds before the first output, between updates on a terminal, and between lines of a log. */
const patience = 1_000;
const terminalInterval = 200;
const logInterval = 5_000;

/** Prints the amount and rate of reading, after the first second. On a terminal it updates one line. In a log it adds lines. */
export class RateProgress {
  private readonly began: number;
  private nextAt: number;
  private readonly isTerminal: boolean;

  constructor(
    private readonly output: Output = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.began = now();
    this.nextAt = this.began + patience;
    this.isTerminal = output.isTTY === true;
  }

  /** Prints the new amount, if enough time has passed. */
  public step(amount: Amount): void {
    const now = this.now();
    if (now < this.nextAt) return;
    this.nextAt = now + (this.isTerminal ? terminalInterval : logInterval);
    const text = `reading: ${this.rate(amount)}`;
    this.output.write(this.isTerminal ? `\r\u001b[K${text}` : `${text}\n`);
  }

  /** Clears the line, and prints the total amount and the duration. */
  public finish(amount: Amount): void {
    if (this.isTerminal) this.output.write("\r\u001b[K");
    this.output.write(`read in ${this.seconds.toFixed(1)} s: ${this.rate(amount)}\n`);
  }

  private get seconds(): number {
    return Math.max(1, this.now() - this.began) / 1_000;
  }

  private rate({ files, events, bytes }: Amount): string {
    const perSecond = (count: number) => Math.round(count / this.seconds).toLocaleString("en");
    const megabytes = (bytes / 1e6).toLocaleString("en", { maximumFractionDigits: bytes < 1e7 ? 1 : 0 });
    const amounts = `${files.toLocaleString("en")} files, ${megabytes} MB, ${events.toLocaleString("en")} events`;
    return `${amounts} (${perSecond(bytes / 1e6)} MB/s, ${perSecond(events)} events/s)`;
  }
}
