import { aggregatorRoot } from "../names/aws-config";
import { type Account, accountsOf } from "../names/names";
import type { AuditConfig } from "../audit-config";

/** Every Terraform root in the order of deployment. An account has one root, and a second one if it has the aggregator. */
export function terraformRoots(config: AuditConfig): [logArchive: Account, management: Account, ...others: Account[]] {
  const { logArchive, management, members, outside } = accountsOf(config);
  const aggregator = aggregatorRoot(config);
  return [logArchive, management, ...(aggregator ? [aggregator] : []), ...members, ...outside];
}
