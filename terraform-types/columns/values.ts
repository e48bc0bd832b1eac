import type { CallerAtKey, PolicyAttribute, Review, TerraformType, Writes } from "./terraform-type";

/** A setting of another object: it has no ARN, and its name is unique only in this object. */
export const setting = {
  arn: "none",
  linkedRole: "none",
  uniqueName: "none",
} as const satisfies Partial<TerraformType>;

/** Writes that a policy can limit to ARNs. */
export const limitedTo = (on: Writes["on"], ...actions: readonly string[]): Writes => ({
  on,
  actions,
  anywhere: [],
});

/** Writes that a policy cannot limit to ARNs. */
export const anywhere = (...actions: readonly string[]): Writes => ({ on: [], actions: [], anywhere: actions });

/** Actions that configure the delivery of the logs of a service to a bucket. */
export const logDelivery = [
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:UpdateLogDelivery",
] as const;

/** A key with which it is not known what AWS requires of the caller. */
export const undecidedAtKey = (...paths: readonly [string, ...string[]]): CallerAtKey => ({
  arguments: paths,
  calls: "undecided",
});

/** A type about which `review` has no rule. */
export const unreviewed: Review = {
  joinsMoves: false,
  settingOf: "none",
  isGuarded: false,
  policies: [],
  showsSettings: false,
};

/** A policy of a resource. */
export const resourcePolicy = (attribute: string, service: string): PolicyAttribute => ({
  attribute,
  kind: "resource",
  service,
});

/** A policy of an identity. */
export const identityPolicy = (attribute: string): PolicyAttribute => ({ attribute, kind: "identity" });
