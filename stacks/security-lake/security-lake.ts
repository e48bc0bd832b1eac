import type { AuditConfig } from "../../config/audit-config";
import { type SecurityLakeTables, securityLakeTables } from "../../config/names/security-lake";

/** The settings and the tables of Security Lake. */
export interface SecurityLake {
  readonly settings: NonNullable<AuditConfig["query"]["ocsf"]["securityLake"]>;
  readonly tables: SecurityLakeTables;
}

/** @throws without Security Lake, because its roots would not exist */
export function securityLakeOf(config: AuditConfig): SecurityLake {
  const settings = config.query.ocsf.securityLake;
  const tables = securityLakeTables(config);
  if (settings === undefined || tables === undefined) {
    throw new Error("query.ocsf.securityLake is required for the roots of Security Lake, got none; add it");
  }
  return { settings, tables };
}
