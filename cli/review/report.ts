import type { Finding } from "./finding";

/** Allows an intended finding until a date. */
export interface Suppression {
  readonly rule: string;

  /** Address of the resource and name of the root. A star matches any text. */
  readonly address: string;
  readonly root: string;
  readonly reason: string;

  /** Last day on which the suppression applies, such as `2027-06-30`. */
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

  /** Messages about suppressions, for example about an expired suppression. */
  readonly notices: readonly string[];
}
