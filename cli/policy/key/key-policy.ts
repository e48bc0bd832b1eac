import type { Stack } from "../../../terraform-types/synthesized/stack";
import { outputPolicy, policyText } from "../policy-text";

/** Maximum bytes of a key policy, including white space. */
const mostBytes = 32_768;

/** Terraform outputs that contain the policy of each key. */
const outputs = { archive: "archive_key_policy", replica: "replica_key_policy" };

/** A key of the archives: the key in the home region, or the key of the replicas. */
export type ArchiveKey = keyof typeof outputs;

/**
 * The policy of a key of the archives as the JSON that KMS accepts, without the escapes of Terraform. It is indented if the indented
 * policy is not too long.
 *
 * @throws SynthesizedError when the synthesized output does not contain the policy
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export function keyPolicy(stacks: readonly Stack[], key: ArchiveKey = "archive"): string {
  const hint = key === "replica" ? "; set archive.secondRegion, run" : "; run";
  const { text } = outputPolicy(stacks, outputs[key], hint);
  const lines = policyText(JSON.parse(text));
  return Buffer.byteLength(lines) <= mostBytes ? lines : text;
}
