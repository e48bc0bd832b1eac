import { gainedEntries, lostEntries, replacedValue, turnedOff } from "../predicates";
import type { PlanRule, Predicate, Rule } from "../rule";
import type { Change } from "../../../terraform-types/plan/plan";
import { knownTypes } from "../../../terraform-types/known-types";
import { withoutKeys } from "../../../terraform-types/plan/address";

/** Types that contain logs, and types that are needed to record, read or monitor logs. */
const guarded: readonly string[] = [...knownTypes].flatMap(([type, { review }]) => (review.isGuarded ? type : []));

/** Types that change other resources in a way that a plan does not show. */
const opaque =
  /^(awscc_|aws_cloudcontrolapi_resource$|aws_cloudformation_(stack|stack_set|stack_set_instance)$|aws_lambda_invocation$|aws_ssm_association$|shell_script|restapi_object$)/;

/** Resource types in CloudFormation templates that do not affect the audit logging. */
const harmless: readonly string[] = ["AWS::QuickSight::DataSource"];

/**
 * Whether a plan shows everything that a CloudFormation stack creates: the template has only harmless resources, and no transforms or
 * includes.
 */
function isVisibleStack({ type, after }: Change): boolean {
  if (type !== "aws_cloudformation_stack") return false;
  const template = asJson(after?.["template_body"]);
  const { Resources: resources = {}, ...others } = template ?? {};
  const types = Object.values(resources).map((resource) => (resource as { Type?: unknown } | null)?.Type);
  return (
    types.length > 0 &&
    types.every((one) => harmless.some((known) => known === one)) &&
    Object.keys(others).every((key) => key === "Description") &&
    !JSON.stringify(resources).includes("Fn::")
  );
}

/** The template, if it is JSON. A YAML template is not parsed, because YAML can write the same value in many ways. */
function asJson(text: unknown): Record<string, object> | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, object>) : undefined;
  } catch {
    return undefined;
  }
}

const observation = ({ address, type }: Pick<Change, "address" | "type">, detail: string) => ({
  address,
  type,
  detail,
});

/** A predicate on the `lifecycle` block of a synthesized output. A plan does not contain this block. */
const ofLifecycle =
  (predicate: Predicate): Predicate =>
  (change, plan) =>
    change.before?.["lifecycle"] === undefined && change.after?.["lifecycle"] === undefined
      ? []
      : predicate(change, plan);

const planRules: readonly PlanRule[] = [
  {
    id: "commands-run",
    severity: "high",
    what: "runs commands that this review cannot see",
    why: "A provisioner can call AWS directly, for example to stop a trail, without a resource in the plan.",
    fix: "Use a resource instead. If the command is harmless, suppress this finding with the reason.",
    checkPlan: ({ changes, commands, actions }) => [
      ...actions.map((address) => observation({ address, type: "action" }, "an action of Terraform")),
      ...changes
        .filter(({ action }) => commands.size > 0 && action !== "no-op" && action !== "forget")
        .filter(({ address }) => commands.has(withoutKeys(address, "")))
        .map((change) => observation(change, "has a provisioner")),
    ],
  },
  {
    id: "program-run-while-planning",
    severity: "high",
    what: "runs a program while Terraform plans",
    why: "The program has the credentials of the plan, and its result can change the plan.",
    fix: "Use a data source of a provider. If the program is harmless, suppress this finding with the reason.",
    checkPlan: ({ programs }) =>
      programs.map((address) => observation({ address, type: "external" }, "a data source that runs a program")),
  },
  {
    id: "change-not-visible",
    severity: "medium",
    what: "has a resource whose effect the plan does not show",
    why: "A template, or another provider, can change the same bucket, key or trail.",
    fix: "Use resources of the AWS provider. If the change is harmless, suppress this finding with the reason.",
    checkPlan: ({ changes }) =>
      changes
        .filter(({ action, type }) => action !== "no-op" && action !== "forget" && opaque.test(type))
        .filter((change) => !isVisibleStack(change))
        .map((change) => observation(change, change.action)),
  },
  {
    id: "plan-incomplete",
    severity: "medium",
    what: "is not a complete plan",
    why: "Terraform planned with -target or deferred changes, so some changes are not reviewed.",
    fix: "Plan without -target, and review again.",
    checkPlan: ({ isComplete }) =>
      isComplete ? [] : [observation({ address: "(plan)", type: "plan" }, "the plan is not complete")],
  },
];

/** Rules about actions of Terraform other than changes of resources. */
export const terraformRules: readonly Rule[] = [
  ...planRules,
  {
    id: "resource-forgotten",
    severity: "medium",
    types: guarded,
    what: "removes a resource from Terraform without destroying it",
    why: "The resource stays, but Terraform no longer detects changes of it.",
    fix: "Keep the resource in Terraform. If its removal is intended, suppress this finding with the reason.",
    check: ({ action }) => (action === "forget" ? [{ detail: "no longer managed, and not destroyed" }] : []),
  },
  {
    id: "resource-changes-region",
    severity: "high",
    types: guarded,
    what: "moves a resource to another region",
    why: "In the previous region, nothing is recorded, stored or monitored any more.",
    fix: "Keep the resource, and add a new resource in the other region.",
    check: replacedValue("region"),
  },
  {
    id: "prevent-destroy-lifted",
    severity: "high",
    types: guarded,
    what: "removes the protection against destruction",
    why: "The next apply can destroy the resource with its logs.",
    fix: "Keep prevent_destroy.",
    check: ofLifecycle(turnedOff("lifecycle.prevent_destroy")),
  },
  {
    id: "changes-ignored",
    severity: "medium",
    types: guarded,
    what: "ignores changes outside Terraform",
    why: "If someone weakens the attribute, no plan shows it.",
    fix: "Remove ignore_changes.",
    check: ofLifecycle(gainedEntries("lifecycle.ignore_changes")),
  },
  {
    id: "precondition-removed",
    severity: "low",
    types: guarded,
    what: "removes a precondition or postcondition",
    why: "The condition no longer stops a plan in the wrong account or in the wrong order.",
    fix: "Keep the conditions.",
    check: ofLifecycle(lostEntries("lifecycle.precondition.condition")),
  },
];
