import { type Account, accountIds, accountsOf, namesFor } from "./names";
import type { AuditConfig } from "../audit-config";

/** Whose the recorder of an account is. */
export type RecorderMode = AuditConfig["logSources"]["config"]["recorder"];

/** Names of what AWS Config consists of beside its recorders. */
export function awsConfigNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return {
    aggregatorName: `${prefix}-organization`,
    aggregatorRoleName: `${prefix}-config-aggregator`,
    ruleName: (id: string) => `${prefix}-${id}`,
  };
}

/** Whose the recorder of an account is: the exception made for it, else what holds for all. */
export function recorderOf({ logSources }: Pick<AuditConfig, "logSources">, accountId: string): RecorderMode {
  return logSources.config.recorderByAccount[accountId] ?? logSources.config.recorder;
}

/** Whether any account has a recorder that delivers to the archive. */
export function isRecorded(config: Pick<AuditConfig, "logSources" | "accounts">): boolean {
  return accountIds(config).some((id) => recorderOf(config, id) !== "none");
}

/** Name of the role that records, the same in every account; undefined where recorders have the service-linked role. */
export function recorderRoleName(config: AuditConfig): string | undefined {
  return config.logSources.config.role === "own" ? namesFor(config).configRoleName : undefined;
}

/** Whether the service-linked role of AWS Config is created in an account. */
export function createsServiceLinkedRole({ logSources }: Pick<AuditConfig, "logSources">, accountId: string): boolean {
  const { createServiceLinkedRole: choice } = logSources.config;
  return typeof choice === "boolean" ? choice : choice.includes(accountId);
}

/** Name of the aggregator's stack. No account's is called so: theirs begin with what the account is. */
export const aggregatorStackName = "config-aggregator";

/** The account of the aggregator as a Terraform root of its own; undefined where there is none. */
export function aggregatorRoot(
  config: Pick<AuditConfig, "logSources" | "partition" | "accounts" | "access">,
): Account | undefined {
  const { enabled, account } = config.logSources.config.aggregator;
  const { logArchive, members } = accountsOf(config);
  const chosen = [logArchive, ...members].find(({ id }) => id === (account ?? logArchive.id));
  return enabled && chosen ? { ...chosen, stackName: aggregatorStackName } : undefined;
}
