import type { AuditConfig } from "./schema";

/** Names of what CloudTrail Lake consists of. */
export function lakeNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return { eventDataStoreName: `${prefix}-organization-events`, keyAlias: `alias/${prefix}-lake` };
}
