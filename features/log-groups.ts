import type { AuditConfig } from "../config/audit-config";
import type { DeclaredConfig } from "../config/schema/declared";
import { features } from "./all/features";
import type { Feature } from "./feature";

/** Settings that the names of the log groups depend on. */
export const logGroupReads: readonly string[] = features.flatMap(({ logGroups }: Feature) => logGroups?.reads ?? []);

/** Log groups of features that are never subscribed. */
export function featureLogGroups(config: DeclaredConfig): string[] {
  return features.flatMap(({ logGroups }: Feature) => logGroups?.names(config) ?? []);
}

/** Log groups of features that are disabled. */
export function disabledLogGroups(config: AuditConfig): string[] {
  return features.flatMap(({ isEnabled, logGroups }: Feature) =>
    isEnabled(config) ? [] : (logGroups?.names(config) ?? []),
  );
}
