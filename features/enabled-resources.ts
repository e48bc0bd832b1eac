import type { AuditConfig } from "../config/audit-config";
import type { FeatureResources } from "../stacks/feature-resources";
import { resources } from "./all/resources";
import { enabledFeatures } from "./enabled";

const resourcesOf: ReadonlyMap<string, FeatureResources> = new Map(Object.entries(resources));

/** The resources of the features that a configuration enables, in the order of `features/list.ts`. */
export function enabledResources(config: AuditConfig): FeatureResources[] {
  return enabledFeatures(config).flatMap(({ name }) => resourcesOf.get(name) ?? []);
}
