import type { AuditConfig } from "../audit-config";

/** Account with the log group of the trail, the alarms, the topics and the bus of urgent events. */
export function alertingAccountId({ accounts }: Pick<AuditConfig, "accounts">): string {
  return accounts.trailAdministrator ?? accounts.management;
}
