import type { Root } from "../deploy/waves";
import { type Stack, addressOf } from "../terraform-output/stack";
import { type Kept, keptOf } from "./kept";

/** The plan of a take-down for a root. */
export interface RootPlan {
  readonly root: Root;
  readonly stack: Stack;

  /** Addresses of existing resources to destroy. */
  readonly destroyed: readonly string[];

  /** Existing resources that stay in AWS. */
  readonly kept: readonly Kept[];

  /** Buckets to destroy that Terraform cannot empty, because `force_destroy` is not deployed. */
  readonly unreleasedBuckets: readonly string[];

  /** Workgroups to destroy that AWS would refuse to delete, because they have a query history. */
  readonly unreleasedWorkgroups: readonly string[];
}

/** The fields of a Terraform state that are read. */
interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes?: { readonly force_destroy?: unknown } | null }[];
  }[];
}

/**
 * Plans the take-down of a root.
 *
 * @param state JSON of the state. Empty if there is no state
 * @param today day of the newest log, from which locks and lifecycles are counted
 */
export function planOf(root: Root, stack: Stack, state: string, today: Date): RootPlan {
  const { resources = [] } = JSON.parse(state.trim() || "{}") as State;
  // A resource without an instance was interrupted while it was created
  const existing = resources.filter(({ mode, instances }) => mode === "managed" && instances.length > 0);
  const addresses = new Map(existing.map(({ type, name, instances }) => [`${type}.${name}`, instances]));
  const kept = keptOf(stack, today);
  for (const address of stack.released)
    kept.set(address, { address, why: "the configuration removes it only from the state" });
  const destroyed = [...addresses.keys()].filter((address) => !kept.has(address)).toSorted();
  const unreleased = (type: string) =>
    destroyed.filter(
      (address) =>
        address.startsWith(`${type}.`) &&
        addresses.get(address)?.some(({ attributes }) => attributes?.force_destroy !== true),
    );
  const configured = new Set(stack.resources.map(addressOf));
  return {
    root,
    stack,
    destroyed,
    kept: [...kept.values()].filter(({ address }) => addresses.has(address)),
    unreleasedBuckets: unreleased("aws_s3_bucket"),
    unreleasedWorkgroups: unreleased("aws_athena_workgroup").filter((address) => configured.has(address)),
  };
}
