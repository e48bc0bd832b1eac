import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalDeployment } from "../../tools/local/terraform/deployment";
import { emulatorDifferences } from "./support/emulator-differences";
import { plannedChanges } from "../../tools/local/terraform/plan";
import { summaryOf } from "./support/findings";
import { deployedOrganization, local } from "./support/local-aws";

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

/** The resources that the generated Terraform of a stack declares, by their addresses. */
function declaredIn(stack: string): Map<string, object> {
  const root = JSON.parse(readFileSync(join(deployment.stackFolder(stack), "cdk.tf.json"), "utf8"));
  const resources = Object.entries<Record<string, object>>(root.resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, resource]) => [`${type}.${name}`, resource] as const),
  );
  return new Map(resources);
}
const declared = (stack: string) => [...declaredIn(stack).keys()];

test("there is a stack for each account of the organization, for each external account, and for the aggregator", () => {
  expect(deployment.stacks).toEqual(stacks);
});

describe.each(stacks)("%s", (stack) => {
  test("Every account is deployed in the documented order, with the documented role.", () => {
    expect(deployment.resourcesOf(stack).toSorted()).toEqual(declared(stack).toSorted());
  });

  test("a second plan is empty, except for values that the emulator does not return, and has no findings", async () => {
    const json = await deployment.planJson(stack);
    const changes = plannedChanges(JSON.parse(json));
    expect(summaryOf(json, stack)).toEqual([]);

    const expected = emulatorDifferences.flatMap(({ type, attributes, whereSet = [] }) =>
      [...declaredIn(stack)]
        .filter(([address]) => address.startsWith(`${type}.`))
        .map(([address, resource]) => ({
          address,
          type,
          actions: ["update"],
          attributes: [...attributes, ...whereSet.filter((name) => name in resource)].toSorted(),
        })),
    );
    const byAddress = (a: { address: string }, b: { address: string }) => a.address.localeCompare(b.address);
    expect(changes.toSorted(byAddress)).toEqual(expected.toSorted(byAddress));
  });
});

/** Ids of what Terraform knows to exist, by address. */
function idsOf(stack: string): Record<string, string[]> {
  const state = JSON.parse(readFileSync(join(deployment.folder, `terraform.${stack}.tfstate`), "utf8"));
  const resources: { type: string; name: string; instances: { attributes: { id: string } }[] }[] = state.resources;
  return Object.fromEntries(
    resources.map(({ type, name, instances }) => [`${type}.${name}`, instances.map(({ attributes }) => attributes.id)]),
  );
}

test("running npm run local again deploys again, replaces no resource, and returns the same results", async () => {
  const before = deployment.stacks.map(idsOf);

  const { status, stdout } = await local([]);

  expect(status).toBe(0);
  expect(deployment.stacks.map(idsOf)).toEqual(before);
  expect(stdout).toMatch(/identity-root-activity\s+│ What the root users did, and from where\.\s+│ 2/);
});
