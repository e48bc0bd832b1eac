/** Result of a benchmark. */
export interface BenchRow {
  /** For `--json`. */
  readonly measured: object;

  /** For people, line by line. */
  readonly text: readonly string[];

  /** Whether the project's promise is kept. */
  readonly within: boolean;
}

/** A line that says whether a promise is kept. */
export const verdict = (within: boolean, promise: string): string =>
  `${within ? "within" : "BEYOND"} the bounds: ${promise}`;
