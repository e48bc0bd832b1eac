import type { AuditConfig } from "../audit-config";

/** Names of what CloudTrail Lake consists of. */
export function lakeNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return { eventDataStoreName: `${prefix}-organization-events`, keyAlias: `alias/${prefix}-lake` };
}
