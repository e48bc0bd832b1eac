import { planPolicy } from "../../../../../cli/policy/plan/plan-policy";
import { dataSourceReads } from "../../../../../terraform-types/data-sources";
import { rowOf } from "../../../../../terraform-types/terraform-types";
import { readStack } from "../../../../../terraform-types/synthesized/stack";
import { account, arn } from "../../../../../sample-data/values";
import { evaluate } from "../../../../../aws-semantics/iam/evaluate";
import { readPolicy } from "../../../../../aws-semantics/iam/read-policy";
import { organization } from "../../../../support/organization";

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

    const content = root.resources.flatMap(({ type }) => [rowOf(type)?.contentReads ?? []].flat());

    expect(granted.toSorted()).toEqual([...new Set([...reads, ...content.filter((one) => one !== "none")])].toSorted());
  }
});

test("the policy has one statement for each service, named after the service", () => {
  for (const { Sid, Action } of planPolicy(everything).Statement.filter(({ Resource }) => Resource === "*")) {
    expect(new Set(Action.map((action) => `Read${action.split(":")[0]?.replaceAll("-", "")}`.toLowerCase()))).toEqual(
      new Set([Sid.toLowerCase()]),
    );
  }
});

test("the policy allows to read the content of the parameters of the roots, and of no other parameter", () => {
  const identity = [readPolicy("plan", "identity", JSON.stringify(planPolicy(everything)))];
  const caller = { kind: "role", arn: arn("iam", "", account(2), "role/plan"), account: account(2) } as const;
  const effectOn = (name: string) => {
    const resource = arn("ssm", "eu-central-1", account(2), `parameter/${name}`);
    return evaluate(
      { identity },
      { caller, action: "ssm:GetParameter", resource, resourceAccount: account(2), context: {} },
    ).effect;
  };
  const names = everything
    .flatMap(({ resources }) => resources)
    .flatMap(({ type, attributes }) => (type === "aws_ssm_parameter" ? [attributes.name.slice(1)] : []));

  expect(names.length).toBeGreaterThan(0);
  expect(names.map(effectOn).filter((effect) => effect !== "allow")).toEqual([]);
  expect(["acme-prod-database-password", "acme-prod-guarantee-check/other.yaml/0"].map(effectOn)).toEqual([
    "implicit deny",
    "implicit deny",
  ]);
});

test("the policy fits into one managed policy with every log source", () => {
  expect(JSON.stringify(planPolicy(everything)).length).toBeLessThanOrEqual(6_144);
});

test("a type that this project does not create fails", () => {
  expect(() => planPolicy([stack({ resource: { aws_lambda_function: { a: {} } } })])).toThrow(
    "the actions that plan aws_lambda_function are unknown; use the synthesized output of this project",
  );
});
