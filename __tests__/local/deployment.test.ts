import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deployedOrganization } from "./support/local-aws";

let deployment: LocalDeployment;
beforeAll(async () => {
  deployment = await deployedOrganization();
});

const stacks = [
  "log-archive",
  "management",
  "config-aggregator",
  "member-payments",
  "member-website",
  "outside-acquired-shop",
];

/** Returns the addresses of the resources in the generated Terraform of a stack. */
function declared(stack: string): string[] {
  const root = JSON.parse(readFileSync(join(deployment.stackFolder(stack), "cdk.tf.json"), "utf8"));
  return Object.entries<object>(root.resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
}

test("there is a stack for each account of the organization, for each external account, and for the aggregator", () => {
  expect(deployment.stacks).toEqual(stacks);
});

describe.each(stacks)("%s", (stack) => {
  test("Every account is deployed in the documented order, with the documented role.", () => {
    expect(deployment.resourcesOf(stack).toSorted()).toEqual(declared(stack).toSorted());
  });
});
