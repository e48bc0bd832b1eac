import { References } from "../terraform-output/references";
import type { Stack } from "../terraform-output/stack";
import { SynthesizedError } from "../terraform-output/synthesized-error";

/** Bytes a key policy may have, white space included. */
const mostBytes = 32_768;

/**
 * The policy of the archive key, as KMS accepts it: without the escapes of Terraform. It is indented if it is small enough
 * with the white space.
 *
 * @throws SynthesizedError when the log archive was not synthesized
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export function keyPolicy(stacks: readonly Stack[]): string {
  const owner = stacks.find(({ outputs }) => outputs.has("archive_key_policy"));
  if (owner === undefined) {
    throw new SynthesizedError("no stack has the output archive_key_policy; run npm run synth, or use another folder");
  }
  const text = new References(stacks).text(owner, owner.outputs.get("archive_key_policy") ?? "");
  const lines = JSON.stringify(JSON.parse(text), undefined, 2);
  return Buffer.byteLength(lines) <= mostBytes ? lines : text;
}
