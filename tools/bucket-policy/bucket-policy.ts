import { programName } from "../shared/program-name";
import { References } from "../terraform-output/references";
import type { Stack } from "../terraform-output/stack";
import { SynthesizedError } from "../terraform-output/synthesized-error";

/** The policy that a trail's bucket needs if its owner manages it, and the account of the log archive. */
export interface NeededPolicy {
  readonly text: string;
  readonly accountId: string;
}

/**
 * The policy in the form that S3 accepts, without Terraform's escapes.
 *
 * @throws SynthesizedError when no bucket is managed by its owner
 */
export function neededPolicy(stacks: readonly Stack[]): NeededPolicy {
  const owner = stacks.find(({ outputs }) => outputs.has("trail_bucket_policy"));
  if (owner === undefined) {
    throw new SynthesizedError(
      `no stack has the output trail_bucket_policy, which exists only with archive.existing; run ${programName()} synth, or use another folder`,
    );
  }
  const text = new References(stacks).text(owner, owner.outputs.get("trail_bucket_policy") ?? "");
  return { text: JSON.stringify(JSON.parse(text), undefined, 2), accountId: owner.accountId };
}
