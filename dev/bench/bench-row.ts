/** Result of a benchmark. */
export interface BenchRow {
  /** Result that `--json` prints. */
  readonly measured: object;

  /** Lines that are printed without `--json`. */
  readonly text: readonly string[];

  /** Whether the result is within the bounds that the project promises. */
  readonly within: boolean;
}

/** A line that states whether the result is within the promised bounds. */
export const verdict = (within: boolean, promise: string): string =>
  `${within ? "within" : "BEYOND"} the bounds: ${promise}`;
