import type { AuditRow } from "../account-audit/audit-row";
import type { PlannedRoot } from "./planned-root";

/** Something in an account that a check reports. */
export interface Clash {
  /** Description of the problem, with the names of the resources. */
  readonly problem: string;

  /** Region of the clash. Undefined if the clash has no region. */
  readonly region?: string;
}

/** One kind of clash between what the configuration creates and what an account has. */
export interface Check extends AuditRow {
  /** The condition that the check reports, for the docs. */
  readonly when: string;

  /** Finds the clashes of a root with its account. Sends no request to AWS if the root has no resource of this kind. */
  readonly find: (root: PlannedRoot) => Promise<readonly Clash[]>;
}

/** A clash in an account, or the reason why a check could not run. */
export interface Finding {
  /** Id of the check, or `not-checked`. */
  readonly check: string;
  readonly account: string;
  readonly root: string;
  readonly region?: string;
  readonly message: string;
}
