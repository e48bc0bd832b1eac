import type { Finding } from "./finding";
import { type Severity, severities } from "./rule";

/** The options that decide whether a review fails. */
export interface Policy {
  /** Lowest severity that fails the review. */
  readonly failOn: Severity;

  /** Whether a value that is known only after apply passes the review. */
  readonly allowUnknown: boolean;
}

/** Whether a finding fails the review. */
export const isFailure = ({ rule, isUnknown }: Finding, { failOn, allowUnknown }: Policy): boolean =>
  severities.indexOf(rule.severity) <= severities.indexOf(failOn) && !(isUnknown && allowUnknown);
