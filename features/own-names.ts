import type { AuditConfig } from "../config/audit-config";
import { enabledFeatures } from "./enabled";
import type { OwnNames } from "./feature";

/** The names of the resources of all enabled features in the log-archive account. */
export function ownNamesOf(config: AuditConfig): Required<OwnNames> {
  const all = enabledFeatures(config).map(({ ownNames }) => ownNames?.(config) ?? {});
  const names = (kind: keyof OwnNames) => all.flatMap((one) => one[kind] ?? []);
  return {
    roles: names("roles"),
    outsideRoles: names("outsideRoles"),
    keyAliases: names("keyAliases"),
    workgroups: names("workgroups"),
    queues: names("queues"),
    topics: names("topics"),
    schedules: names("schedules"),
    buildProjects: names("buildProjects"),
  };
}
