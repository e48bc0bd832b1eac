import type { Root } from "../deploy/waves";
import { type Stack, addressOf } from "../../terraform-types/synthesized/stack";
import { existingResources } from "../../terraform-types/synthesized/state";
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

/**
 * Plans the take-down of a root.
 *
 * @param state JSON of the state. Empty if there is no state
 * @param today day of the newest log, from which locks and lifecycles are counted
 */
export function planOf(root: Root, stack: Stack, state: string, today: Date): RootPlan {
  const existing = existingResources(state);
  const kept = keptOf(stack, today);
  for (const address of stack.released)
    kept.set(address, { address, why: "the configuration removes it only from the state" });
  const destroyed = [...existing.keys()].filter((address) => !kept.has(address)).toSorted();
  const unreleasedAddresses = (type: string) =>
    destroyed.filter(
      (address) =>
        address.startsWith(`${type}.`) &&
        existing.get(address)?.instances.some((one) => one?.attributes?.["force_destroy"] !== true),
    );
  const configured = new Set(stack.resources.map(addressOf));
  return {
    root,
    stack,
    destroyed,
    kept: [...kept.values()].filter(({ address }) => existing.has(address)),
    unreleasedBuckets: unreleasedAddresses("aws_s3_bucket"),
    unreleasedWorkgroups: unreleasedAddresses("aws_athena_workgroup").filter((address) => configured.has(address)),
  };
}
