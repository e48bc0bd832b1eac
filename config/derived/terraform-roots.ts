import { aggregatorRoot, trailAdministratorRoot } from "./single-roots";
import { type Account, accountsOf } from "./accounts";
import { secondRegionRoots } from "./second-region-roots";
import { securityLakeRoots } from "./security-lake-roots";
import type { AuditConfig } from "../audit-config";

/** Every Terraform root in the order of deployment. An account with the trail, the aggregator or replicas has more than one. */
export function terraformRoots(config: AuditConfig): [logArchive: Account, management: Account, ...others: Account[]] {
  const { logArchive, management, members, outside } = accountsOf(config);
  const delegated = [trailAdministratorRoot(config), aggregatorRoot(config)].filter((root) => root !== undefined);
  return [
    logArchive,
    management,
    ...delegated,
    ...secondRegionRoots(config),
    ...securityLakeRoots(config),
    ...members,
    ...outside,
  ];
}
