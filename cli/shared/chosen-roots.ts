import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { UserError } from "../../shared/user-error";

/**
 * Names of the roots that the arguments of a command select. Without arguments, a command selects all roots.
 *
 * @param chosen ids of accounts, or names of roots
 * @throws UserError for an account that is not configured
 */
export function chosenRoots(config: AuditConfig, chosen: readonly string[]): string[] {
  const roots = terraformRoots(config);
  const unknown = chosen.filter((one) => !roots.some(({ id, stackName }) => one === id || one === stackName));
  if (unknown.length > 0) {
    const known = roots.map(({ stackName }) => stackName).join(", ");
    throw new UserError(
      `no account or root ${unknown.join(", ")} in the configuration; name one of these roots: ${known}`,
    );
  }
  const wanted = roots.filter(({ id, stackName }) => chosen.includes(id) || chosen.includes(stackName));
  return (chosen.length === 0 ? roots : wanted).map(({ stackName }) => stackName);
}
