import type { Finding } from "./finding";

/** A finding that is intended, until a date. */
export interface Suppression {
  readonly rule: string;

  /** Address and name of the root, in which a star stands for any text. */
  readonly address: string;
  readonly root: string;
  readonly reason: string;

  /** Last day, such as `2027-06-30`. */
  readonly expires: string;
}

/** A finding that a suppression allows. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly suppression: Suppression;
}

/** Result of a review. */
export interface Report {
  readonly roots: readonly string[];

  /** Findings that are not suppressed. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];

  /** What a reader has to know about suppressions, such as one that has expired. */
  readonly notices: readonly string[];
}
