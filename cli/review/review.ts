import type { Finding } from "./finding";
import { isMarkedAt } from "../../terraform-types/plan/json-values";
import type { Change } from "../../terraform-types/plan/plan";
import type { ComparedPlan } from "./reading/compared-plan";
import { byObject } from "./reading/same-object";
import { secretsOf, withoutSecrets } from "./reading/secrets";
import type { ChangeRule, Observation, PlanRule, ReviewedPlan, Rule } from "./rule";
import { rules as allRules } from "./rules";

/** Reviews planned changes against the rules. */
export function review(plans: readonly ComparedPlan[], rules: readonly Rule[] = allRules): Finding[] {
  const byType = new Map<string, ChangeRule[]>();
  for (const rule of rules) {
    if (!("types" in rule)) continue;
    for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  }
  const planRules = rules.filter((rule) => "checkPlan" in rule);
  return plans.flatMap((plan) => reviewPlan(plan, byType, planRules));
}

function reviewPlan(
  plan: ComparedPlan,
  byType: ReadonlyMap<string, readonly ChangeRule[]>,
  planRules: readonly PlanRule[],
): Finding[] {
  const active = plan.changes.filter(isActive);
  const { isComplete, actions, programs, accessGained = [] } = plan;
  if (active.length + actions.length + programs.length + accessGained.length === 0 && isComplete) return [];
  const reviewed = withTypes({ ...plan, changes: byObject(plan.changes) });
  const ofChanges = reviewed.changes
    .filter(isActive)
    .flatMap((change) =>
      (byType.get(change.type) ?? []).flatMap((rule) => findingsOf(rule, change, rule.check(change, reviewed))),
    );
  const ofPlan = planRules.flatMap((rule) =>
    rule
      .checkPlan(reviewed)
      .flatMap(({ address, type, ...observation }) =>
        findingsOf(rule, { root: plan.root, address, type, sensitive: [] }, [observation]),
      ),
  );
  const findings = [...ofChanges, ...ofPlan];
  return findings.length === 0 ? [] : distinct(withoutSecrets(findings, secretsOf(plan)));
}

/** Whether a resource changes. A resource that is only moved or imported does not change. */
const isActive = ({ action }: Change): boolean => action !== "no-op";

function withTypes(plan: ComparedPlan): ReviewedPlan {
  let types: Map<string, Change[]> | undefined;
  const ofType = (type: string): readonly Change[] => {
    types ??= groups(plan.changes);
    return types.get(type) ?? [];
  };
  return { ...plan, ofType };
}

function groups(changes: readonly Change[]): Map<string, Change[]> {
  const types = new Map<string, Change[]>();
  for (const change of changes) {
    const known = types.get(change.type);
    if (known === undefined) types.set(change.type, [change]);
    else known.push(change);
  }
  return types;
}

type Subject = Pick<Change, "root" | "address" | "type" | "sensitive" | "isDrift">;

/**
 * The findings of a rule for a change: one finding for known values, and one finding for values that are known only after apply.
 */
function findingsOf(rule: Rule, change: Subject, observations: readonly Observation[]): Finding[] {
  const of = (isUnknown: boolean) => observations.filter((one) => (one.isUnknown ?? false) === isUnknown);
  return [of(false), of(true)].flatMap((some, i) => {
    const [first] = some;
    if (first === undefined) return [];
    const { root, address, type, isDrift = false } = change;
    const details = some.map((one) => detailText(change, one));
    return [{ rule, root, address, type, attribute: first.attribute, details, isUnknown: i === 1, isDrift }];
  });
}

function detailText({ sensitive }: Subject, { attribute, detail, isUnknown = false }: Observation): string {
  if (isUnknown) return `${attribute}: ${detail ?? "only known after apply"}`;
  const isSecret =
    attribute !== undefined && sensitive.some((marks) => isMarkedAt(marks, attribute.split(".")[0] ?? ""));
  const text = isSecret ? "changes; its value is sensitive" : (detail ?? "changes");
  return attribute === undefined ? text : `${attribute}: ${text}`;
}

/** Removes duplicate findings. A finding about drift is removed if the plan itself contains the same change. */
function distinct(findings: readonly Finding[]): Finding[] {
  const keyOf = ({ rule, address, isUnknown }: Finding) => [rule.id, address, isUnknown].join("\n");
  const planned = new Set(findings.filter(({ isDrift }) => !isDrift).map(keyOf));
  return findings.filter((finding) => !finding.isDrift || !planned.has(keyOf(finding)));
}
