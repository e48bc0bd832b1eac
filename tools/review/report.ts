import type { Finding } from "./finding";

/** Result of a review. */
export interface Report {
  readonly roots: readonly string[];

  /** Findings that are not suppressed. */
  readonly findings: readonly Finding[];

  /** Number of findings that are suppressed. */
  readonly suppressed: number;

  /** What a reader has to know about suppressions, such as one that has expired. */
  readonly notices: readonly string[];
}
