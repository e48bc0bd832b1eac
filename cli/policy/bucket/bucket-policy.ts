import type { Stack } from "../../../terraform-types/synthesized/stack";
import { outputPolicy, policyText } from "../policy-text";

/** The policy that an existing trail bucket needs, and the log-archive account. */
export interface NeededPolicy {
  readonly text: string;
  readonly accountId: string;
}

/**
 * The policy as the JSON that S3 accepts, without the escapes of Terraform.
 *
 * @throws SynthesizedError when the configuration does not set `archive.existing`
 */
export function neededPolicy(stacks: readonly Stack[]): NeededPolicy {
  const hint = ", which exists only if archive.existing is set; run";
  const { stack, text } = outputPolicy(stacks, "trail_bucket_policy", hint);
  return { text: policyText(JSON.parse(text)), accountId: stack.accountId };
}
