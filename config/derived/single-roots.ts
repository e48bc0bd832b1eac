import type { AuditConfig } from "../audit-config";
import { aggregatorStackName } from "../names/aws-config";
import { trailAdministratorStackName } from "../names/trail-administrator";
import { type Account, accountsOf } from "./accounts";

/** The aggregator's account as its own Terraform root. Undefined if there is no aggregator. */
export function aggregatorRoot(
  config: Pick<AuditConfig, "logSources" | "partition" | "accounts" | "access">,
): Account | undefined {
  const { enabled, account } = config.logSources.awsConfig.aggregator;
  const { logArchive, members } = accountsOf(config);
  const chosen = [logArchive, ...members].find(({ id }) => id === (account ?? logArchive.id));
  return enabled && chosen ? { ...chosen, stackName: aggregatorStackName } : undefined;
}

/** The account of the trail's administrator as a Terraform root of its own. Undefined if the management account has the trail. */
export function trailAdministratorRoot(
  config: Pick<AuditConfig, "partition" | "accounts" | "access">,
): Account | undefined {
  const { trailAdministrator } = config.accounts;
  const member = accountsOf(config).members.find(({ id }) => id === trailAdministrator);
  return member && { ...member, stackName: trailAdministratorStackName };
}
