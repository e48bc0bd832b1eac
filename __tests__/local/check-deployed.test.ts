import { join } from "node:path";
import { checkRoots } from "../../cli/check/check-roots";
import { checks } from "../../cli/check/checks";
import { s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { readOutput } from "../../terraform-types/synthesized/output";
import { deployedOrganization } from "./support/local-aws";

let deployment: LocalDeployment;
beforeAll(async () => {
  deployment = await deployedOrganization();
});

/** Checks every root of the deployed organization, with the states in a folder. */
function check(states: string) {
  const { config, address, organization, folder } = deployment;
  const stacks = readOutput(join(folder, "cdktf.out")).map((stack) =>
    Object.assign(stack, { backend: { local: { path: join(states, `terraform.${stack.name}.tfstate`) } } }),
  );
  const settings = { ...s3Config(address, config.homeRegion, organization.administrator), maxAttempts: 1 };
  return checkRoots({ config, stacks, roots: stacks.map(({ name }) => name), checks, settings });
}

test("check has no finding in a deployed organization", async () => {
  const { findings, requests } = await check(deployment.folder);

  expect(findings).toEqual([]);
  expect(requests).toBeGreaterThan(10);
});

test("every deployed resource is a conflict without the states", async () => {
  const { findings } = await check(join(deployment.folder, "no-states"));

  expect(new Set(findings.map(({ root }) => root))).toEqual(new Set(deployment.stacks));
  expect(findings.length).toBeGreaterThan(50);
});
