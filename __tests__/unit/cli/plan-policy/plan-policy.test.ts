import { planPolicy } from "../../../../cli/plan-policy/plan-policy";
import { dataSourceReads } from "../../../../terraform-types/data-sources";
import { rowOf } from "../../../../terraform-types/terraform-types";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { account } from "../../../../sample-data/values";
import { organization } from "../../../support/organization";

const stack = (json: object) =>
  readStack("a", { provider: { aws: [{ allowed_account_ids: [account(2)], region: "eu-west-1" }] }, ...json });

const everything = [...organization("config/examples/everything.yaml").stacks].map(([name, { json }]) =>
  readStack(name, json),
);

test("the policy contains exactly the actions for the types of its roots", () => {
  for (const root of everything) {
    const granted = planPolicy([root]).Statement.flatMap(({ Action }) => Action);
    const sources: Readonly<Record<string, readonly string[]>> = dataSourceReads;
    const reads = [
      ...root.resources.flatMap(({ type }) => rowOf(type)?.reads ?? []),
      ...root.lookups.flatMap(({ type }) => sources[type] ?? []),
    ];

    expect(granted.toSorted()).toEqual([...new Set(reads)].toSorted());
  }
});

test("the policy has one statement for each service, named after the service", () => {
  for (const { Sid, Action } of planPolicy(everything).Statement) {
    expect(new Set(Action.map((action) => `Read${action.split(":")[0]?.replaceAll("-", "")}`.toLowerCase()))).toEqual(
      new Set([Sid.toLowerCase()]),
    );
  }
});

test("the policy fits into one managed policy with every log source", () => {
  expect(JSON.stringify(planPolicy(everything)).length).toBeLessThanOrEqual(6_144);
});

test("a type that this project does not create fails", () => {
  expect(() => planPolicy([stack({ resource: { aws_lambda_function: { a: {} } } })])).toThrow(
    "the actions that plan aws_lambda_function are unknown; use the synthesized output of this project",
  );
});
