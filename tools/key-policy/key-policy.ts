import { programName } from "../shared/program-name";
import { References } from "../terraform-output/references";
import type { Stack } from "../terraform-output/stack";
import { SynthesizedError } from "../terraform-output/synthesized-error";

/** Longest key policy in bytes, including white space. */
const mostBytes = 32_768;

/**
 * The policy of the archive key in the form that KMS accepts, without Terraform's escapes. It is indented unless the white
 * space would make it too long.
 *
 * @throws SynthesizedError when the log archive was not synthesized
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export function keyPolicy(stacks: readonly Stack[]): string {
  const owner = stacks.find(({ outputs }) => outputs.has("archive_key_policy"));
  if (owner === undefined) {
    throw new SynthesizedError(
      `no stack has the output archive_key_policy; run ${programName()} synth, or use another folder`,
    );
  }
  const text = new References(stacks).text(owner, owner.outputs.get("archive_key_policy") ?? "");
  const lines = JSON.stringify(JSON.parse(text), undefined, 2);
  return Buffer.byteLength(lines) <= mostBytes ? lines : text;
}
