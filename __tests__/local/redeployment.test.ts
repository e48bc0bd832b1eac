import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deployedOrganization, local } from "./support/local-aws";

let deployment: LocalDeployment;
beforeAll(async () => {
  deployment = await deployedOrganization();
});

/** Returns the ids of all resources in the state, by address. */
function idsOf(stack: string): Record<string, string[]> {
  const state = JSON.parse(readFileSync(join(deployment.folder, `terraform.${stack}.tfstate`), "utf8"));
  const resources: { type: string; name: string; instances: { attributes: { id: string } }[] }[] = state.resources;
  return Object.fromEntries(
    resources.map(({ type, name, instances }) => [`${type}.${name}`, instances.map(({ attributes }) => attributes.id)]),
  );
}

test("a second npm run local replaces no resource, and prints the same results", async () => {
  const before = deployment.stacks.map(idsOf);

  const { status, stdout, stderr } = await local([]);

  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect(deployment.stacks.map(idsOf)).toEqual(before);
  expect(stdout).toMatch(/identity-root-activity\s+│ What the root users did, and from where\.\s+│ 2/);
});
