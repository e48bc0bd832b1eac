import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlanText } from "../../terraform-types/plan/plan-file";
import { review } from "../../cli/review/review";
import { rules } from "../../cli/review/rules";
import type { Attributes, PlannedResource } from "../support/plans";
import { reviewCases } from "../support/review-cases/all";
import type { ReviewCase } from "../support/review-cases/review-case";
import { RealPlan } from "./support/real-plan";

type Side = "flagged" | "passed";

const nameOf = (i: number, k: number) => `case_${i}_${k}`;

/** Reasons why Terraform 1.11 with the AWS provider 5.100.0 cannot plan a case. */
function cannotBePlanned(planner: RealPlan, { flagged, passed, more, accessGained }: ReviewCase): string | undefined {
  const resources = [...flagged, ...passed];
  if (more) return "other members of the plan decide";
  if (accessGained) return "two syntheses are compared";
  if (resources.some(({ type }) => !type.startsWith("aws_"))) return "another provider";
  if (resources.some(({ type }) => type === "aws_sfn_state_machine")) return "the provider queries AWS while planning";
  if (resources.some(({ before }) => before?.lifecycle !== undefined)) return "a plan does not contain it";
  if (flagged.some((resource) => planner.changesUnknownArgument(resource)))
    return "only the provider 6 has the argument";
  return undefined;
}

/** Returns the part of a plan for the resources of one case. */
function partOf(plan: Attributes, i: number): Attributes {
  const isPart = ({ name }: { name: string }) => name.startsWith(`case_${i}_`);
  return {
    ...plan,
    resource_changes: (plan.resource_changes ?? []).filter(isPart),
    planned_values: { root_module: {} },
    prior_state: { values: { root_module: {} } },
  };
}

let folder: string;
let planner: RealPlan;
const plans = new Map<Side, Attributes>();
const reasons = new Map<number, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  planner = await RealPlan.in(folder);
  for (const side of ["flagged", "passed"] as const) {
    const resources = new Map<string, PlannedResource>();
    for (const [i, one] of reviewCases.entries()) {
      const reason = cannotBePlanned(planner, one);
      if (reason === undefined) for (const [k, resource] of one[side].entries()) resources.set(nameOf(i, k), resource);
      else reasons.set(i, reason);
    }
    plans.set(side, await planner.of(resources));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const rulesFound = (side: Side, i: number) => {
  const part = partOf(plans.get(side), i);
  return review([readPlanText("plan.json", JSON.stringify(part), "log-archive")])
    .filter(({ isUnknown }) => !isUnknown)
    .map(({ rule }) => rule.id);
};

test.each(rules.map(({ id }) => id))(
  "the rule %s has a finding in a plan of Terraform, and none in its near miss",
  (id) => {
    const cases = [...reviewCases.entries()].filter(([i, { rule }]) => rule === id && !reasons.has(i));
    for (const [i] of cases) {
      expect(rulesFound("flagged", i)).toContain(id);
      expect(rulesFound("passed", i)).not.toContain(id);
    }
  },
);

test("every other rule has a reason why Terraform cannot plan its cases in this test", () => {
  const planned = new Set(reviewCases.flatMap(({ rule }, i) => (reasons.has(i) ? [] : [rule])));
  const left = [...reasons].map(([i, reason]): [string, string] => [reviewCases[i]?.rule ?? "", reason]);

  expect(Object.fromEntries(left.filter(([rule]) => !planned.has(rule)))).toEqual({
    "change-not-visible": "another provider",
    "changes-ignored": "a plan does not contain it",
    "commands-run": "other members of the plan decide",
    "plan-incomplete": "other members of the plan decide",
    "precondition-removed": "a plan does not contain it",
    "prevent-destroy-lifted": "a plan does not contain it",
    "program-run-while-planning": "other members of the plan decide",
    "readers-added": "two syntheses are compared",
    "resource-changes-region": "only the provider 6 has the argument",
    "writers-added": "two syntheses are compared",
  });
});
