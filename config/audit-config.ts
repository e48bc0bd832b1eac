import { resolvedLifecycle } from "./schema/lifecycle-days";
import { resolvedRetention } from "./derived/retention";
import { regionsInUse } from "./derived/regions";
import type { DeclaredConfig } from "./schema/declared";

/** The configuration of an organization, checked and complete with every default. */
export type AuditConfig = ReturnType<typeof resolveDefaults>;

/** Adds the defaults that depend on other settings. */
export function resolveDefaults(config: DeclaredConfig) {
  const regions = [...regionsInUse(config)];
  const oneRegion = regions.every((region) => region === config.homeRegion);
  return {
    ...config,
    archive: {
      ...config.archive,
      lifecycle: resolvedLifecycle(config.archive.lifecycle),
      retention: resolvedRetention(config.archive),
    },
    regions,
    recordedRegions: config.recordedRegions ?? regions,
    providerVersion: config.providerVersion ?? (oneRegion ? "~> 5.100.0" : "~> 6.25.0"),
  };
}
