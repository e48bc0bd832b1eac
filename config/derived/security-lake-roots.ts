import type { AuditConfig } from "../audit-config";
import { securityLakeStackName, securityLakeSubscriberStackName } from "../names/security-lake";
import { type Account, accountsOf } from "./accounts";

type RootSource = Pick<AuditConfig, "partition" | "accounts" | "access" | "query">;

/**
 * The Terraform roots of Security Lake, in the order of deployment. Empty without Security Lake. The log-archive account is no
 * subscriber of its own tables.
 */
export function securityLakeRoots(config: RootSource): Account[] {
  const { securityLake } = config.query.ocsf;
  if (securityLake === undefined) return [];
  const { logArchive, members } = accountsOf(config);
  const administrator = members.find(({ id }) => id === securityLake.administrator);
  return [
    ...(administrator ? [{ ...administrator, stackName: securityLakeSubscriberStackName }] : []),
    { ...logArchive, stackName: securityLakeStackName },
  ];
}
