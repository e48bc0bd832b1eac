import { type Account, accountIds, accountsOf, namesFor } from "./names";
import type { AuditConfig } from "../audit-config";
import { type Overridable, configFor } from "../derived/overrides";

/** Management of the recorder of an account. */
export type RecorderMode = AuditConfig["logSources"]["awsConfig"]["recorder"];

/** Names of AWS Config resources other than recorders. */
export function awsConfigNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return {
    aggregatorName: `${prefix}-organization`,
    aggregatorRoleName: `${prefix}-config-aggregator`,
    ruleName: (id: string) => `${prefix}-${id}`,
  };
}

/** Recorder mode of an account: its entry in `recorderByAccount`, or else the `recorder` of the account. */
export function recorderOf(
  config: Pick<AuditConfig, "logSources"> & Partial<Overridable>,
  accountId: string,
): RecorderMode {
  const { recorder, recorderByAccount } = configFor(config, accountId).logSources.awsConfig;
  return recorderByAccount[accountId] ?? recorder;
}

/** Whether any account has a recorder that delivers to the archive. */
export function isRecorded(config: Pick<AuditConfig, "logSources" | "accounts"> & Partial<Overridable>): boolean {
  return accountIds(config).some((id) => recorderOf(config, id) !== "none");
}

/** Name of the role of the recorders, the same in every account. Undefined if the recorders use the service-linked role. */
export function recorderRoleName(config: AuditConfig): string | undefined {
  return config.logSources.awsConfig.role === "own" ? namesFor(config).configRoleName : undefined;
}

/** Whether Terraform creates the service-linked role of AWS Config in an account. */
export function createsServiceLinkedRole({ logSources }: Pick<AuditConfig, "logSources">, accountId: string): boolean {
  const { createServiceLinkedRole: choice } = logSources.awsConfig;
  return typeof choice === "boolean" ? choice : choice.includes(accountId);
}

/** Stack name of the aggregator. No account can have it, because stack names of accounts begin with the role of the account. */
export const aggregatorStackName = "config-aggregator";

/** The aggregator's account as its own Terraform root. Undefined if there is no aggregator. */
export function aggregatorRoot(
  config: Pick<AuditConfig, "logSources" | "partition" | "accounts" | "access">,
): Account | undefined {
  const { enabled, account } = config.logSources.awsConfig.aggregator;
  const { logArchive, members } = accountsOf(config);
  const chosen = [logArchive, ...members].find(({ id }) => id === (account ?? logArchive.id));
  return enabled && chosen ? { ...chosen, stackName: aggregatorStackName } : undefined;
}
