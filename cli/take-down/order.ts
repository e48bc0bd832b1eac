import { wavesOf } from "../deploy/waves";
import { ofType } from "../../terraform-types/synthesized/stack";
import type { RootPlan } from "./root-plan";

/**
 * Waves in the order of a take-down. Members and the aggregator are first, then the roots with the organization trail and the
 * alarms, then the log archive. Each of these groups has the waves of a deployment in reverse order. A deployment does not have
 * these groups: it applies members at the same time as the management account.
 */
export function inOrder(plans: readonly RootPlan[]): RootPlan[][] {
  return [0, 1, 2].flatMap((group) => {
    const ofGroup = plans.filter((plan) => groupOf(plan) === group);
    const waves = wavesOf(
      ofGroup.map(({ root }) => root),
      { roots: [], canaries: [] },
    );
    return waves
      .toReversed()
      .map((wave) => wave.flatMap(({ name }) => ofGroup.filter(({ root }) => root.name === name)));
  });
}

function groupOf({ root, stack }: RootPlan): number {
  if (root.name === "log-archive") return 2;
  const records = ofType(stack, "aws_cloudtrail").some(({ attributes }) => attributes.is_organization_trail === true);
  return root.name === "management" || records ? 1 : 0;
}
