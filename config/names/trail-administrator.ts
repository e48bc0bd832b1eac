import type { AuditConfig } from "../audit-config";
import { type Account, accountsOf } from "./names";

/** Stack name of the trail's administrator. No account can have it, because stack names of accounts begin with the role of the account. */
export const trailAdministratorStackName = "trail-administrator";

/** The account of the trail's administrator as a Terraform root of its own. Undefined if the management account has the trail. */
export function trailAdministratorRoot(
  config: Pick<AuditConfig, "partition" | "accounts" | "access">,
): Account | undefined {
  const { trailAdministrator } = config.accounts;
  const member = accountsOf(config).members.find(({ id }) => id === trailAdministrator);
  return member && { ...member, stackName: trailAdministratorStackName };
}
