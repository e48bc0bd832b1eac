import type { Attributes } from "../terraform-output/stack";
import type { DeployedRegion } from "./deployed-region";

/** Something that the deployed resources promise, and how to see on AWS whether it holds. */
export interface Guarantee {
  readonly id: string;

  /** What holds, in one sentence. */
  readonly promise: string;

  /** What to do when it does not. It ends every message. */
  readonly fix: string;

  /** Types of the Terraform resources to which it applies. No request is sent to AWS if a root has none of them. */
  readonly types: readonly string[];

  /** Actions of IAM that it needs. */
  readonly reads: readonly string[];

  /** Facts about one resource that break the promise, each with the name of the resource. */
  readonly find: (resource: Attributes, deployed: DeployedRegion, address: string) => Promise<readonly string[]>;
}

/** A broken guarantee, or what kept it from being verified. */
export interface Finding {
  /** Id of the guarantee, or of the obstacle. */
  readonly guarantee: string;
  readonly promise: string;
  readonly account: string;
  readonly root: string;
  readonly region: string;

  /** What was seen on AWS. */
  readonly fact: string;
  readonly fix: string;

  /** Whether the answers of AWS were not enough to decide. */
  readonly isUnverified: boolean;
}
