import type { Rule } from "./rule";

/** A change that breaks a rule, or that a rule cannot judge. */
export interface Finding {
  readonly rule: Rule;
  readonly root: string;
  readonly address: string;
  readonly type: string;
  readonly attribute: string | undefined;

  /** The details of the change, without sensitive values. */
  readonly details: readonly string[];

  /** Whether the value is known only after apply. */
  readonly isUnknown: boolean;

  /** Whether the change was made outside Terraform. */
  readonly isDrift: boolean;
}
