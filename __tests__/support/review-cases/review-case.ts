import type { AccessGain } from "../../../tools/review/reading/plan";
import { type Attributes, type PlannedResource, deleted, replaced, updated } from "../plans";

/** A plan that a rule flags, and a near miss that it passes. */
export interface ReviewCase {
  readonly rule: string;
  readonly flagged: readonly PlannedResource[];
  readonly passed: readonly PlannedResource[];

  /** Further members of both plans. */
  readonly more?: Attributes;

  /** Who may use logs at the head of the flagged plan, and could not at the base. */
  readonly accessGained?: readonly AccessGain[];

  /** Whether only the flagged plan has the further members. */
  readonly onlyFlagged?: boolean;
}

/** A rule that flags one update of a resource, and passes another. */
export const ofUpdates = (
  rule: string,
  type: string,
  before: Attributes,
  flagged: Attributes,
  passed: Attributes,
): ReviewCase => ({ rule, flagged: [updated(type, before, flagged)], passed: [updated(type, before, passed)] });

/** A rule that flags when a resource is removed, but not its update. */
export const ofRemoval = (rule: string, type: string, before: Attributes, passed: Attributes = {}): ReviewCase => ({
  rule,
  flagged: [deleted(type, before)],
  passed: [updated(type, before, { tags: { team: "audit" }, ...passed })],
});

/** A rule that flags when a resource with data is replaced, but not its update. */
export const ofReplacement = (rule: string, type: string, before: Attributes, after: Attributes): ReviewCase => ({
  rule,
  flagged: [replaced(type, before, after)],
  passed: [updated(type, before, { tags: { team: "audit" } })],
});
