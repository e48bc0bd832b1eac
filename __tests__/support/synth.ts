import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, Testing, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { withQuickTokens } from "../../synthesis/quick-tokens";

/** Attributes of a resource, as Terraform reads them. */
// oxlint-disable-next-line typescript/no-explicit-any -- Terraform JSON has no type
export type Attributes = any;

interface TerraformType {
  readonly tfResourceType: string;
}

/** Reads the resources of synthesized Terraform. */
export class Resources {
  constructor(readonly json: Attributes) {}

  all(type: TerraformType): Attributes[] {
    return Object.values(this.json.resource?.[type.tfResourceType] ?? {});
  }

  data(type: TerraformType): Attributes[] {
    return Object.values(this.json.data?.[type.tfResourceType.replace(/^data\./, "")] ?? {});
  }

  /** Returns the only resource of a type. Fails if there are none or several. */
  one(type: TerraformType): Attributes {
    const found = this.all(type);
    expect(found).toHaveLength(1);
    return found[0];
  }
}

const outdir = mkdtempSync(join(tmpdir(), "trailkeeper-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Returns an app whose output folder is deleted after the tests. */
export function testApp(): App {
  return Testing.app({ outdir });
}

/** Synthesizes the resources that `build` creates in a stack. */
export function synth(build: (scope: Construct) => void): Resources {
  return withQuickTokens(() => {
    const stack = new TerraformStack(testApp(), "test");
    new AwsProvider(stack, "Aws", { region: "eu-west-1" });
    build(stack);
    return synthStack(stack);
  });
}

/** Defines a stack in an app and synthesizes it, like `synthesis/write-stacks.ts`. */
export const synthDefined = (define: (app: App) => TerraformStack): Resources =>
  withQuickTokens(() => synthStack(define(testApp())));

/** Synthesizes a stack. Without quick tokens, this takes longer. */
export function synthStack(stack: TerraformStack): Resources {
  stack.runAllValidations();
  return new Resources(stack.toTerraform());
}
