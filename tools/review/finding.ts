import type { Rule } from "./rule";

/** A rule that a change breaks, or that cannot judge a change. */
export interface Finding {
  readonly rule: Rule;
  readonly root: string;
  readonly address: string;
  readonly type: string;
  readonly attribute: string | undefined;

  /** What exactly changes. Sensitive values are left out. */
  readonly details: readonly string[];

  /** Whether the value is known only after apply. */
  readonly isUnknown: boolean;

  /** Whether the change was made outside Terraform. */
  readonly isDrift: boolean;
}
