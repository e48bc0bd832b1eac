import { wavesOf } from "../deploy/waves";
import { ofType } from "../terraform-output/stack";
import type { RootPlan } from "./root-plan";

/**
 * Waves in the order of a take-down: members and the aggregator, then what records and notifies of them, then the log archive.
 * Within these groups, the waves of the deployment, the last one first. The deployment itself has no such groups: it applies
 * members beside the management account.
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
