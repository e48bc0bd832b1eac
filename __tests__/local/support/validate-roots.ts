import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { terraform } from "../../../tools/local/terraform/terraform";

interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string };
}

/** What Terraform says about roots. */
export interface Validation {
  /** Output of the initialization, with the version of the provider. */
  readonly installed: string;

  /** Errors and warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Validates many roots with the provider. They are modules of one root, so that Terraform reads the schema of the provider once and
 * not once for each of them; those that import are validated alone, because only a root may import.
 *
 * @param folder an empty folder, or one that does not exist
 * @param stacks folders of the roots
 */
export async function validateRoots(folder: string, stacks: readonly string[]): Promise<Validation[]> {
  const imports = (stack: string) => "import" in JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
  const alone = stacks.filter(imports);
  // Terraform copies a module whose path is absolute
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

/** Each root says where its state is, which a module cannot. */
const backendOfModule = "Backend configuration ignored";
