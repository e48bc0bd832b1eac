import type { AuditConfig } from "../audit-config";
import { replicaAccountId, replicationStackName, secondRegionStackName } from "../names/second-region";
import { type Account, accountsOf } from "./accounts";

type RootSource = Pick<AuditConfig, "partition" | "accounts" | "access" | "archive">;

/** The Terraform roots of the second region, in the order of deployment. Empty without a second region. */
export function secondRegionRoots(config: RootSource): Account[] {
  if (config.archive.secondRegion === undefined) return [];
  const { logArchive, members } = accountsOf(config);
  const owner = [logArchive, ...members].find(({ id }) => id === replicaAccountId(config));
  return [
    ...(owner ? [{ ...owner, stackName: secondRegionStackName }] : []),
    { ...logArchive, stackName: replicationStackName },
  ];
}
