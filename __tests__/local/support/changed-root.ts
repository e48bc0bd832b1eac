import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalDeployment } from "../../../local-aws/terraform/deployment";
import type { Attributes } from "../../support/plans";

/** A change of the resources of a type. */
export interface TypeChange {
  readonly type: string;

  /** Returns other arguments of the resource, "deleted", or undefined to keep the resource. */
  readonly change: (values: Attributes) => Attributes | "deleted" | undefined;
}

/** Terraform's plan of a deployed root with other arguments. */
interface ChangedPlan {
  readonly json: string;

  /** Addresses of the changed resources, by type. */
  readonly changed: ReadonlyMap<string, readonly string[]>;
}

/** Plans a deployed root with changed resources, and restores the root. */
export async function planChanged(
  deployment: LocalDeployment,
  stack: string,
  changes: readonly TypeChange[],
): Promise<ChangedPlan> {
  const file = join(deployment.stackFolder(stack), "cdk.tf.json");
  const original = readFileSync(file, "utf8");
  const root = JSON.parse(original);
  const changed = new Map(changes.map(({ type, change }) => [type, changeAll(root.resource, type, change)]));
  try {
    writeFileSync(file, JSON.stringify(root));
    return { json: await deployment.planJson(stack, ["-refresh=false"]), changed };
  } finally {
    writeFileSync(file, original);
  }
}

/** Changes every resource of a type. Returns the addresses of the changed resources. */
function changeAll(resources: Attributes, type: string, change: TypeChange["change"]): string[] {
  const changed = Object.entries(resources[type] ?? {}).flatMap(([name, values]) => {
    const after = change(values);
    if (after === undefined) return [];
    if (after === "deleted") delete resources[type][name];
    else resources[type][name] = after;
    return [`${type}.${name}`];
  });
  if (Object.keys(resources[type] ?? {}).length === 0) delete resources[type];
  return changed;
}
