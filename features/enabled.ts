import type { AuditConfig } from "../config/audit-config";
import { features } from "./all/features";
import type { Feature } from "./feature";

/** The features that a configuration enables. */
export function enabledFeatures(config: AuditConfig): Feature[] {
  return features.filter((feature: Feature) => feature.isEnabled(config));
}
