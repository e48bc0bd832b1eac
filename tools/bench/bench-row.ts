/** What was measured side by side. */
export interface BenchRow {
  /** For `--json`. */
  readonly measured: object;

  /** For people, line by line. */
  readonly text: readonly string[];

  /** Whether what the project promises is kept. */
  readonly within: boolean;
}

/** Whether a promise is kept, in a line. */
export const verdict = (within: boolean, promise: string): string =>
  `${within ? "within" : "BEYOND"} the bounds: ${promise}`;
