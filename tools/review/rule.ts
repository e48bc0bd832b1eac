import type { Change, Plan } from "./reading/plan";

/** From the worst to the least. */
export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];

/** What a rule sees in a change. */
export interface Observation {
  /** Attribute from which the detail is read. Its value is not printed if it is sensitive. */
  readonly attribute?: string;

  /** What exactly changes, such as `from 365 to 30 days`. */
  readonly detail?: string;

  /** Whether the value is known only after apply, so that the change cannot be judged. */
  readonly isUnknown?: boolean;
}

/** Judges a change: nothing, or what is wrong with it. It reads nothing else. */
export type Predicate = (change: Change, plan: ReviewedPlan) => readonly Observation[];

/** A plan with its resources by type. */
export interface ReviewedPlan extends Plan {
  /** The resources of a type, also those that do not change. */
  readonly ofType: (type: string) => readonly Change[];
}

interface RuleText {
  readonly id: string;
  readonly severity: Severity;

  /** What the change does, as a phrase without a subject's address. */
  readonly what: string;

  /** Why it matters. */
  readonly why: string;

  /** What to do instead. */
  readonly fix: string;
}

/** A rule about the change of one resource. */
export interface ChangeRule extends RuleText {
  /** Resource types to which the rule applies. */
  readonly types: readonly string[];
  readonly check: Predicate;
}

/** A rule about a whole plan. It returns its findings by address. */
export interface PlanRule extends RuleText {
  readonly checkPlan: (
    plan: ReviewedPlan,
  ) => readonly (Observation & { readonly address: string; readonly type: string })[];
}

export type Rule = ChangeRule | PlanRule;
