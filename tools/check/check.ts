import type { PlannedRoot } from "./planned-root";

/** Something in an account that a check reports. */
export interface Clash {
  /** What is wrong, with the names concerned. */
  readonly problem: string;

  /** Region, where it matters. */
  readonly region?: string;
}

/** One kind of clash between what the configuration creates and what an account has. */
export interface Check {
  readonly id: string;

  /** When it is reported, for the docs. */
  readonly when: string;

  /** What to do. It ends every message. */
  readonly fix: string;

  /** Actions of IAM that the check needs. */
  readonly reads: readonly string[];

  /** Clashes of a root with its account. It must send no request to AWS if the root creates nothing of this kind. */
  readonly find: (root: PlannedRoot) => Promise<readonly Clash[]>;
}

/** A clash in an account, or what kept a check from being made. */
export interface Finding {
  /** Id of the check, or `not-checked`. */
  readonly check: string;
  readonly account: string;
  readonly root: string;
  readonly region?: string;
  readonly message: string;
}
