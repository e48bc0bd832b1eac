import type { Finding } from "./finding";
import { type Severity, severities } from "./rule";

/** Whether a review accepts a change. */
export interface Policy {
  /** Least severity that fails. */
  readonly failOn: Severity;

  /** Whether a value that is unknown until apply passes the review. */
  readonly allowUnknown: boolean;
}

/** Whether a finding fails the review. */
export const isFailure = ({ rule, isUnknown }: Finding, { failOn, allowUnknown }: Policy): boolean =>
  severities.indexOf(rule.severity) <= severities.indexOf(failOn) && !(isUnknown && allowUnknown);
