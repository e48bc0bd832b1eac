import type { JsonObject } from "../../shared/json";
import { References } from "../../terraform-types/synthesized/references";
import type { Stack } from "../../terraform-types/synthesized/stack";

/** A resource in a plan. */
interface Planned {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly values: JsonObject;
}

/** Arguments that a synthesis contains, but not a plan. */
const metaArguments: readonly string[] = ["//", "depends_on", "lifecycle", "provider"];

/** Number of resources of which one is updated. */
const updatedEach = 10;

/**
 * A plan with `count` resources, in the format of `terraform show -json`: the resources of an output, repeated. For one resource in
 * ten, the plan changes a tag. In each repetition, the plan adds a statement to the policy of one bucket.
 */
export function largePlan(stacks: readonly Stack[], count: number): object {
  const some = resourcesOf(stacks);
  const policy = some.findIndex(({ type }) => type === "aws_s3_bucket_policy");
  const copies = Array.from({ length: Math.ceil(count / some.length) }, (_, copy) =>
    some.map((one) => Object.assign({}, one, { address: `module.copy[${copy}].${one.address}` })),
  );
  const before = copies.flat().slice(0, count);
  const after = before.map((one, i) => Object.assign({}, one, { values: afterOf(one, i, i % some.length === policy) }));
  const module = (resources: readonly Planned[]) => ({ root_module: { resources } });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: module(after),
    resource_changes: before.map(({ values, ...rest }, i) => ({
      ...rest,
      change: changeOf(values, after[i]?.values ?? values),
    })),
    prior_state: { format_version: "1.0", terraform_version: "1.11.4", values: module(before) },
    configuration: { root_module: {} },
    complete: true,
    errored: false,
  };
}

function resourcesOf(stacks: readonly Stack[]): Planned[] {
  const references = new References(stacks);
  return stacks.flatMap((stack) =>
    stack.resources.map(({ type, id, attributes }): Planned => {
      const own = Object.entries(attributes).filter(([name]) => !metaArguments.includes(name));
      const values = JSON.parse(JSON.stringify(Object.fromEntries(own)), (_, value) =>
        typeof value === "string" ? references.text(stack, value) : value,
      );
      return { address: `${type}.${stack.name}-${id}`, mode: "managed", type, name: id, values };
    }),
  );
}

function afterOf({ values }: Planned, i: number, isPolicy: boolean): JsonObject {
  const tagged = i % updatedEach === 0 ? { ...values, tags: { release: "next" } } : values;
  if (!isPolicy) return tagged;
  const policy = JSON.parse(String(values["policy"]));
  const allowed = policy.Statement.find(({ Effect }: { readonly Effect: string }) => Effect === "Allow");
  const added = { ...allowed, Sid: "Added", Principal: { Service: "example.amazonaws.com" } };
  return { ...tagged, policy: JSON.stringify({ ...policy, Statement: [...policy.Statement, added] }) };
}

const changeOf = (before: JsonObject, after: JsonObject) => ({
  actions: [before === after ? "no-op" : "update"],
  before,
  after,
  after_unknown: {},
  before_sensitive: {},
  after_sensitive: {},
});
