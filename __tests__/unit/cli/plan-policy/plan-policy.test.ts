import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { planPolicy, typesOf } from "../../../../cli/plan-policy/plan-policy";
import { readActions } from "../../../../cli/plan-policy/read-actions";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { account } from "../../../../sample-data/values";
import { sourceFiles } from "../../../../dev/docs/source-imports";
import { organization } from "../../../support/organization";

const load = createRequire(__filename);

/** Returns the resource types of every provider class that a source file imports. */
function importedTypes(): string[] {
  const text = sourceFiles()
    .filter((file) => /^(?:modules|stacks)\//.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const paths = text.match(/@cdktf\/provider-aws\/lib\/[\w-]+/g) ?? [];
  return [...new Set(paths)].flatMap((path) => {
    const classes: { tfResourceType?: string }[] = Object.values(load(path));
    const types = classes.flatMap(({ tfResourceType = "aws" }) => (tfResourceType === "aws" ? [] : [tfResourceType]));
    return path.includes("/data-") ? types.map((type) => `data.${type}`) : types;
  });
}

const stack = (json: object) =>
  readStack("a", { provider: { aws: [{ allowed_account_ids: [account(2)], region: "eu-west-1" }] }, ...json });

const everything = [...organization("config/examples/everything.yaml").stacks].map(([name, { json }]) =>
  readStack(name, json),
);

test("every resource type that the sources can create has actions, and no other type has", () => {
  expect(Object.keys(readActions).toSorted()).toEqual(importedTypes().toSorted());
});

test("every action reads configuration, and none reads logs or changes anything", () => {
  const actions = Object.values(readActions).flat();
  const reading = /^[a-z0-9-]+:(?:BatchGet|Describe|Get|List|Validate)[A-Z]\w+$/;
  const contents =
    /^(?:s3:GetObject|s3:ListBucketVersions|logs:(?:Get(?:Log|Query)|Start|Filter|Unmask)|athena:(?:GetQuery|Start)|kms:(?:Decrypt|Generate)|sqs:Receive|ssm:GetParameter|cloudtrail:(?:Lookup|GetQuery|StartQuery)|config:(?:Select|Get))/;

  expect(actions.filter((action) => !reading.test(action))).toEqual([]);
  expect(actions.filter((action) => contents.test(action))).toEqual([]);
});

test("the policy contains exactly the actions for the types of its roots", () => {
  for (const root of everything) {
    const granted = planPolicy([root]).Statement.flatMap(({ Action }) => Action);

    expect(granted.toSorted()).toEqual(
      [...new Set(typesOf(root).flatMap((type) => readActions[type] ?? []))].toSorted(),
    );
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
