import type { AuditConfig } from "../../config/audit-config";
import type { ObjectLock } from "../../modules/archive/archive-bucket";

/** The default retention of a bucket with the lock of the archive. Undefined if there is no lock. */
export function objectLockOf({ mode, days }: AuditConfig["archive"]["lock"]): ObjectLock | undefined {
  return mode === "none" ? undefined : { mode: mode === "governance" ? "GOVERNANCE" : "COMPLIANCE", days };
}
