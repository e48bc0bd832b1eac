import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { terraform } from "../../../local-aws/terraform/terraform";

interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string };
}

/** The result of Terraform for several roots. */
export interface Validation {
  /** Output of the initialization, with the version of the provider. */
  readonly installed: string;

  /** Errors and warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Validates many roots with the provider. They become modules of one root, so that Terraform reads the schema of the provider
 * only once. Roots with imports are validated separately, because only a root may import.
 *
 * @param folder an empty folder, or a folder that does not exist
 * @param stacks folders of the roots
 */
export async function validateRoots(folder: string, stacks: readonly string[]): Promise<Validation[]> {
  const imports = (stack: string) => "import" in JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
  const alone = stacks.filter(imports);
  // Terraform copies a module with an absolute path
  const modules = stacks
    .filter((stack) => !imports(stack))
    .map((stack, i) => [`root-${i}`, { source: `./${relative(folder, stack)}` }]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ module: Object.fromEntries(modules) }));

  const validations: Validation[] = [];
  for (const root of [folder, ...alone]) validations.push(await validate(root));
  return validations;
}

async function validate(root: string): Promise<Validation> {
  const init = await terraform(root, ["init", "-backend=false", "-input=false", "-no-color"]);
  if (init.status !== 0) throw new Error(init.output);
  const { output } = await terraform(root, ["validate", "-json"]);
  const { diagnostics } = JSON.parse(output) as { readonly diagnostics: readonly Diagnostic[] };
  return { installed: init.output, diagnostics: diagnostics.filter(({ summary }) => summary !== backendOfModule) };
}

/** Removes the location of the state, which a module cannot configure. */
const backendOfModule = "Backend configuration ignored";
