import type { AuditConfig } from "../../config/audit-config";
import { namedAccounts } from "../../config/derived/accounts";
import { UserError } from "../../shared/user-error";

/**
 * Converts ids or names of accounts to ids. The archive keeps the logs of accounts that are no longer in use and of external
 * accounts, so a command can select them too.
 *
 * @throws UserError for an account that is not in the configuration, and for a name of several accounts
 */
export function chosenAccounts(config: AuditConfig, chosen: readonly string[]): string[] {
  const { members, outside } = config.accounts;
  const accounts = [...namedAccounts(config), ...members.filter(({ active }) => !active), ...outside];
  const idsOf = (one: string): string[] =>
    accounts.some(({ id }) => id === one) ? [one] : accounts.flatMap(({ id, name }) => (name === one ? [id] : []));
  const unknown = chosen.filter((one) => idsOf(one).length === 0);
  if (unknown.length > 0)
    throw new UserError(`no account ${unknown.join(", ")} in the configuration; correct the id or the name`);
  const ambiguous = chosen.find((one) => idsOf(one).length > 1);
  if (ambiguous !== undefined)
    throw new UserError(`the accounts ${idsOf(ambiguous).join(" and ")} have the name ${ambiguous}; use an id`);
  return [...new Set(chosen.flatMap(idsOf))];
}
