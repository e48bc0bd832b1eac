import type { AccessGain } from "../../../cli/review/reading/compared-plan";
import { type Attributes, type PlannedResource, deleted, replaced, updated } from "../plans";

/** A plan in which a rule has a finding, and a near miss in which it has none. */
export interface ReviewCase {
  readonly rule: string;
  readonly flagged: readonly PlannedResource[];
  readonly passed: readonly PlannedResource[];

  /** Additional properties of both plans. */
  readonly more?: Attributes;

  /** Principals that may use logs at the head of the plan with the finding, but not at its base. */
  readonly accessGained?: readonly AccessGain[];

  /** Whether only the plan with the finding has the additional properties. */
  readonly onlyFlagged?: boolean;
}

/** A rule with a finding in one update of a resource, and none in another update. */
export const ofUpdates = (
  rule: string,
  type: string,
  before: Attributes,
  flagged: Attributes,
  passed: Attributes,
): ReviewCase => ({ rule, flagged: [updated(type, before, flagged)], passed: [updated(type, before, passed)] });

/** A rule with a finding in the removal of a resource, and none in its update. */
export const ofRemoval = (rule: string, type: string, before: Attributes, passed: Attributes = {}): ReviewCase => ({
  rule,
  flagged: [deleted(type, before)],
  passed: [updated(type, before, { tags: { team: "audit" }, ...passed })],
});

/** A rule with a finding in the replacement of a resource with data, and none in its update. */
export const ofReplacement = (rule: string, type: string, before: Attributes, after: Attributes): ReviewCase => ({
  rule,
  flagged: [replaced(type, before, after)],
  passed: [updated(type, before, { tags: { team: "audit" } })],
});
