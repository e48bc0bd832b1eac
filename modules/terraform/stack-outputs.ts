import { TerraformOutput, type TerraformStack } from "cdktf";

/** A value that a later step or a person needs. */
export interface StackOutput {
  readonly value: string;
  readonly description: string;
}

/** Declares the outputs of a stack under exactly these names. */
export function declareOutputs(stack: TerraformStack, outputs: Readonly<Record<string, StackOutput>>): void {
  for (const [name, output] of Object.entries(outputs)) {
    new TerraformOutput(stack, name, { ...output, staticId: true });
  }
}
