import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { App, LocalBackend, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { BareStack } from "./bare-stack";
import type { BenchOrganization } from "./organization";

/**
 * Creates the same resources as trailkeeper, one after the other, with cdktf only: without configuration, modules and checks.
 * Reads the resources of the first member from the output of trailkeeper, and creates them for each member. The other stacks
 * are created as they are in the output.
 */
const [organizationFile = "", synthesized = ""] = process.argv.slice(2);
const organization: BenchOrganization = JSON.parse(readFileSync(organizationFile, "utf8"));
// Trailkeeper disables these stack traces too. A second run with them shows how much time they take
if (process.env.BENCH_TOKEN_TRACES === "off") Error.captureStackTrace = () => {};

const app = new App({ stackTraces: false });
for (const name of readdirSync(join(synthesized, "stacks"))) if (!name.startsWith("member-")) core(name);
const [first] = organization.members;
if (first) {
  const template = read(`member-${first.name}`);
  for (const { name, id } of organization.members) {
    const stack = new BareStack(app, `member-${name}`, template, (text) => text.replaceAll(first.id, id));
    new LocalBackend(stack, { path: `${name}.tfstate` });
  }
}
app.synth();

function read(stack: string) {
  return JSON.parse(readFileSync(join(synthesized, "stacks", stack, "cdk.tf.json"), "utf8"));
}

function core(name: string): void {
  const { resource, output = {} } = read(name);
  const stack = new TerraformStack(app, name);
  for (const [type, instances] of Object.entries<Record<string, object>>(resource)) {
    for (const [id, attributes] of Object.entries(instances)) {
      const element = new TerraformResource(stack, `${type}-${id}`, { terraformResourceType: type });
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute !== "//") element.addOverride(attribute, value);
      }
    }
  }
  for (const [id, { value }] of Object.entries<{ value: string }>(output)) new TerraformOutput(stack, id, { value });
}
