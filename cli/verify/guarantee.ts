import type { Attributes } from "../../terraform-types/columns/attributes";
import type { VerifiedType } from "../../terraform-types/terraform-types";
import type { AuditRow } from "../account-audit/audit-row";
import type { DeployedRegion } from "./deployed-region";

/** A guarantee of the deployed resources, and the function that verifies it in AWS. */
export interface Guarantee extends AuditRow {
  /** The guarantee, in one sentence. */
  readonly promise: string;

  /** Types of the Terraform resources that the guarantee applies to. If a root has no such resource, no request is sent to AWS. */
  readonly types: readonly VerifiedType[];

  /** Finds facts about one resource that break the guarantee. Each fact contains the name of the resource. */
  readonly find: (resource: Attributes, deployed: DeployedRegion, address: string) => Promise<readonly string[]>;
}

/** A broken guarantee, or the reason why it could not be verified. */
export interface Finding {
  /** Id of the guarantee, or of the obstacle. */
  readonly guarantee: string;
  readonly promise: string;
  readonly account: string;
  readonly root: string;
  readonly region: string;

  /** The fact that was read from AWS. */
  readonly fact: string;
  readonly fix: string;

  /** Whether the guarantee could not be verified. */
  readonly isUnverified: boolean;
}
