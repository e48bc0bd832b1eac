import type { Change } from "../../terraform-types/plan/plan";
import type { ComparedPlan } from "./reading/compared-plan";

/** Severities, from highest to lowest. */
export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];

/** An observation of a rule in a change. */
export interface Observation {
  /** Attribute from which the detail is read. Its value is not printed if it is sensitive. */
  readonly attribute?: string;

  /** The exact change, such as `from 365 to 30 days`. */
  readonly detail?: string;

  /** Whether the value is known only after apply, so that the change cannot be judged. */
  readonly isUnknown?: boolean;
}

/** Returns the observations in a change that break a rule. It reads only the change and the plan. */
export type Predicate = (change: Change, plan: ReviewedPlan) => readonly Observation[];

/** A plan with its resources by type. */
export interface ReviewedPlan extends ComparedPlan {
  /** The resources of a type, including resources that do not change. */
  readonly ofType: (type: string) => readonly Change[];
}

interface RuleText {
  readonly id: string;
  readonly severity: Severity;

  /** The effect of the change, as a phrase without a subject. */
  readonly what: string;

  /** Why the change matters. */
  readonly why: string;

  /** The fix. */
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
