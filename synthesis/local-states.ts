import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../config/user-error";
import type { Roots } from "./root-list";

/** The part of a Terraform state that is used. */
interface State {
  readonly resources?: readonly {
    readonly mode?: string;
    readonly instances?: readonly { readonly attributes?: { readonly arn?: unknown } }[];
  }[];
}

/**
 * Refuses a configuration whose states would replace those of another organization, because both are files of one folder.
 * Every organization has these two roots, so their states are enough.
 *
 * @param folder folder in which synthesis runs, where the local backend stores the states
 * @throws UserError with each such state and the fix
 */
export function checkLocalStates(folder: string, roots: Roots): void {
  const problems = ["log-archive", "management"].flatMap((name) => {
    const file = `terraform.${name}.tfstate`;
    const owners = accountsIn(resolve(folder, file));
    const account = roots[name];
    if (account === undefined || owners.length === 0 || owners.includes(account)) return [];
    return [
      `${file} is the state of account ${owners.join(", ")}, and the root ${name} is now of account ${account}: Terraform would forget what exists there; run the synthesis in a folder of its own for each organization, or use backend.type: s3`,
    ];
  });
  if (problems.length > 0) throw new UserError(problems.join("\n"));
}

/** Accounts that own the resources of a state, by their ARNs. Empty if the state has none, or cannot be read. */
function accountsIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const { resources = [] } = parsed(readFileSync(path, "utf8"));
  const arns = resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ instances = [] }) => instances.map(({ attributes }) => String(attributes?.arn)));
  return [...new Set(arns.flatMap((arn) => /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? []))].toSorted();
}

/** Terraform itself reports a state that is not JSON. */
function parsed(text: string): State {
  try {
    return JSON.parse(text) as State;
  } catch {
    return {};
  }
}
