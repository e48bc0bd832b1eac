import type { AuditConfig } from "../audit-config";
import { namesFor } from "../names/names";
import { accountIds } from "./accounts";
import { type Overridable, configFor } from "./overrides";

/** Management of the recorder of an account. */
export type RecorderMode = AuditConfig["logSources"]["awsConfig"]["recorder"];

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
