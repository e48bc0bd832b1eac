import { programName } from "../../shared/program-name";
import { References } from "../../terraform-types/synthesized/references";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { SynthesizedError } from "../../terraform-types/synthesized/synthesized-error";

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
  const owner = stacks.find(({ outputs }) => outputs.has("trail_bucket_policy"));
  if (owner === undefined) {
    throw new SynthesizedError(
      `no stack has the output trail_bucket_policy, which exists only if archive.existing is set; run ${programName()} synth, or name another folder`,
    );
  }
  const text = new References(stacks).text(owner, owner.outputs.get("trail_bucket_policy") ?? "");
  return { text: JSON.stringify(JSON.parse(text), undefined, 2), accountId: owner.accountId };
}
