import type { Attributes } from "./synth";
import { organization } from "./organization";
import { type Stack, readStack } from "../../terraform-types/synthesized/stack";

/** The synthesized stacks of everything.yaml. */
const stacks = organization("config/examples/everything.yaml").stacks;

/** The Terraform of everything.yaml, with changes of the log-archive account's JSON. */
export function output(change: (logArchive: Attributes) => void = () => {}): Stack[] {
  return [...stacks].map(([name, { json }]) => {
    if (name !== "log-archive") return readStack(name, json);
    const copy = structuredClone(json);
    change(copy);
    return readStack(name, copy);
  });
}

/** Returns the resources of a type. Each of them may be changed. */
export function each(json: Attributes, type: string): Attributes[] {
  return Object.values(json.resource[type] ?? {});
}

/** Changes the statements of every policy of a type. */
export function withStatements(
  json: Attributes,
  type: string,
  change: (statements: Attributes[]) => Attributes[],
): void {
  for (const resource of each(json, type)) {
    const document = JSON.parse(resource.policy);
    resource.policy = JSON.stringify({ ...document, Statement: change(document.Statement) });
  }
}
