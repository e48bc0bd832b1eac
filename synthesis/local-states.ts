import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../shared/user-error";
import type { Roots } from "./root-list";

/** The part of a resource in a Terraform state that is read here. */
interface Resource {
  readonly mode?: unknown;
  readonly instances?: readonly ({ readonly attributes?: { readonly arn?: unknown } | null } | null)[] | null;
}

/**
 * Refuses a configuration whose local states would replace the states of another organization in the same folder. Every
 * organization has the roots of the log archive and of the management account, so only their states are checked.
 *
 * @param folder folder in which synthesis runs, where the local backend stores the states
 * @throws UserError with each state of another account, and the fix
 */
export function checkLocalStates(folder: string, roots: Roots): void {
  const problems = ["log-archive", "management"].flatMap((name) => {
    const file = `terraform.${name}.tfstate`;
    const owners = accountsIn(resolve(folder, file));
    const account = roots[name];
    if (account === undefined || owners.length === 0 || owners.includes(account)) return [];
    return [
      `${file} is the state of account ${owners.join(", ")}, and the root ${name} now belongs to account ${account}: Terraform would remove the resources of account ${owners.join(", ")} from the state; run the synthesis in a separate folder for each organization, or use backend.type: s3`,
    ];
  });
  if (problems.length > 0) throw new UserError(problems.join("\n"));
}

/** Accounts that own the resources of a state, from their ARNs. Empty if the state has no ARN or cannot be read. */
function accountsIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const arns = resourcesIn(readFileSync(path, "utf8"))
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ instances }) => (instances ?? []).map((instance) => String(instance?.attributes?.arn)));
  return [...new Set(arns.flatMap((arn) => /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? []))].toSorted();
}

/** The resources of a state. Empty if it is not a state, which Terraform itself reports. */
function resourcesIn(text: string): Resource[] {
  try {
    const state: { readonly resources?: unknown } | null = JSON.parse(text);
    const resources = state?.resources;
    return Array.isArray(resources) ? resources.filter((one) => one !== null) : [];
  } catch {
    return [];
  }
}
