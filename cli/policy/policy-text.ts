import { programName } from "../../shared/program-name";
import { References } from "../../terraform-types/synthesized/references";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { SynthesizedError } from "../../terraform-types/synthesized/synthesized-error";

/** A policy that a root has as an output, because this project does not create the resource that needs it. */
interface OutputPolicy {
  readonly stack: Stack;

  /** The policy as JSON, without the escapes of Terraform. */
  readonly text: string;
}

/** A policy, or a list of policies, as JSON in lines. */
export const policyText = (policy: unknown): string => JSON.stringify(policy, undefined, 2);

/** Characters of a policy without white space, as IAM counts them. */
export const sizeOf = (policy: unknown): number => JSON.stringify(policy).replaceAll(/\s/g, "").length;

/**
 * The policy in an output of a root.
 *
 * @param hint what to do if no root has the output, before `run trailkeeper synth`
 * @throws SynthesizedError when no root has the output
 */
export function outputPolicy(stacks: readonly Stack[], output: string, hint: string): OutputPolicy {
  const stack = stacks.find(({ outputs }) => outputs.has(output));
  if (stack === undefined) {
    throw new SynthesizedError(
      `no stack has the output ${output}${hint} ${programName()} synth, or name another folder`,
    );
  }
  return { stack, text: new References(stacks).text(stack, stack.outputs.get(output) ?? "") };
}
