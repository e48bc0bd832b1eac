import { TerraformStack } from "cdktf";
import { type StackOutput, declareOutputs } from "../../../../modules/terraform/stack-outputs";
import { synthStack, testApp } from "../../../support/synth";

const outputsOf = (outputs: Record<string, StackOutput>) => {
  const stack = new TerraformStack(testApp(), "test");
  declareOutputs(stack, outputs);
  return synthStack(stack).json.output;
};

describe("declareOutputs", () => {
  test("declares each output with the given name, value and description", () => {
    const outputs = {
      archive_key_arn: { value: "key", description: "Key that encrypts the archives" },
      glue_database: { value: "acme_audit", description: "Database of the tables" },
    };

    expect(outputsOf(outputs)).toEqual(outputs);
  });

  test("declares no output if there are none", () => {
    expect(outputsOf({})).toBeUndefined();
  });
});
