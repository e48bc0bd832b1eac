import { account } from "../../sample-data/values";
import { readPlanText } from "../../terraform-types/plan/plan-file";
import type { Plan } from "../../terraform-types/plan/plan";

/** Attributes of a resource in a plan. */
// oxlint-disable-next-line typescript/no-explicit-any -- Terraform JSON has no type
export type Attributes = any;

/** A resource in a plan. */
export interface PlannedResource {
  readonly type: string;
  readonly address?: string;
  readonly actions: readonly string[];
  readonly before: Attributes;
  readonly after: Attributes;
  readonly unknown?: Attributes;
  readonly sensitiveBefore?: Attributes;
  readonly sensitiveAfter?: Attributes;

  /** Additional properties of the entry, such as `previous_address`. */
  readonly more?: Attributes;
}

type More = Partial<PlannedResource>;

export const created = (type: string, after: Attributes, more: More = {}): PlannedResource => ({
  type,
  actions: ["create"],
  before: null,
  after,
  ...more,
});

export const updated = (type: string, before: Attributes, after: Attributes, more: More = {}): PlannedResource => ({
  type,
  actions: ["update"],
  before,
  after: { ...before, ...after },
  ...more,
});

export const replaced = (type: string, before: Attributes, after: Attributes, more: More = {}): PlannedResource => ({
  ...updated(type, before, after),
  actions: ["delete", "create"],
  ...more,
});

export const deleted = (type: string, before: Attributes, more: More = {}): PlannedResource => ({
  type,
  actions: ["delete"],
  before,
  after: null,
  ...more,
});

export const unchanged = (type: string, values: Attributes, more: More = {}): PlannedResource => ({
  type,
  actions: ["no-op"],
  before: values,
  after: values,
  ...more,
});

/** Returns a plan in the format of `terraform show -json`. */
export function planJson(resources: readonly PlannedResource[], more: Attributes = {}): Attributes {
  const changes = resources.map(entry);
  const values = (which: "before" | "after") => ({
    root_module: {
      resources: changes
        .filter(({ change }) => change[which] !== null)
        .map(({ address, mode, type, name, change }) => ({ address, mode, type, name, values: change[which] })),
    },
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: values("after"),
    resource_changes: changes,
    prior_state: { format_version: "1.0", terraform_version: "1.11.4", values: values("before") },
    configuration: { root_module: {} },
    timestamp: "2026-11-22T08:00:00Z",
    applyable: true,
    complete: true,
    errored: false,
    ...more,
  };
}

function entry(resource: PlannedResource, i: number) {
  const { type, actions, before, after, unknown = {}, sensitiveBefore = {}, sensitiveAfter = {}, more } = resource;
  return {
    address: resource.address ?? `${type}.this_${i}`,
    mode: "managed",
    type,
    name: `this_${i}`,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: sensitiveBefore,
      after_sensitive: sensitiveAfter,
    },
    ...more,
  };
}

/** Returns a plan of one root, as the command reads it. */
export const planOf = (resources: readonly PlannedResource[], more: Attributes = {}, root = "log-archive"): Plan =>
  readPlanText(`${root}.json`, JSON.stringify(planJson(resources, more)), root);

/** Returns an ARN in the account of the tests. */
export const arn = (service: string, rest: string, accountId = account(2)): string =>
  ["arn", "aws", service, service === "s3" ? "" : "eu-central-1", service === "s3" ? "" : accountId, rest].join(":");
