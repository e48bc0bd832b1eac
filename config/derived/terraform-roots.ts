import { aggregatorRoot } from "../names/aws-config";
import { type Account, accountsOf } from "../names/names";
import { trailAdministratorRoot } from "../names/trail-administrator";
import type { AuditConfig } from "../audit-config";

/** Every Terraform root in the order of deployment. An account has more than one if it has the trail or the aggregator, too. */
export function terraformRoots(config: AuditConfig): [logArchive: Account, management: Account, ...others: Account[]] {
  const { logArchive, management, members, outside } = accountsOf(config);
  const delegated = [trailAdministratorRoot(config), aggregatorRoot(config)].filter((root) => root !== undefined);
  return [logArchive, management, ...delegated, ...members, ...outside];
}
