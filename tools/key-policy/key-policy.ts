import { programName } from "../shared/program-name";
import { References } from "../terraform-output/references";
import type { Stack } from "../terraform-output/stack";
import { SynthesizedError } from "../terraform-output/synthesized-error";

/** Longest key policy in bytes, including white space. */
const mostBytes = 32_768;

/** Output with the policy of each key. */
const outputs = { archive: "archive_key_policy", replica: "replica_key_policy" };

/** A key of the archives: of the home region, or of the replicas. */
export type ArchiveKey = keyof typeof outputs;

/**
 * The policy of a key of the archives in the form that KMS accepts, without Terraform's escapes. It is indented unless the white
 * space would make it too long.
 *
 * @throws SynthesizedError when the root of the key was not synthesized
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export function keyPolicy(stacks: readonly Stack[], key: ArchiveKey = "archive"): string {
  const output = outputs[key];
  const owner = stacks.find((stack) => stack.outputs.has(output));
  if (owner === undefined) {
    const hint = key === "replica" ? "set archive.secondRegion, run" : "run";
    throw new SynthesizedError(
      `no stack has the output ${output}; ${hint} ${programName()} synth, or use another folder`,
    );
  }
  const text = new References(stacks).text(owner, owner.outputs.get(output) ?? "");
  const lines = JSON.stringify(JSON.parse(text), undefined, 2);
  return Buffer.byteLength(lines) <= mostBytes ? lines : text;
}
