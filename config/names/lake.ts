import type { AuditConfig } from "../audit-config";

/** Names of the CloudTrail Lake resources. */
export function lakeNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return { eventDataStoreName: `${prefix}-organization-events`, keyAlias: `alias/${prefix}-lake` };
}
