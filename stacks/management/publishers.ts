import type { AuditConfig } from "../../config/audit-config";
import { namesFor } from "../../config/names/names";
import { enabledFeatures } from "../../features/enabled";

/** Roles of the log-archive account that publish to the topics of the alarms. */
export function publishersOf(config: AuditConfig): string[] {
  return [
    ...(config.hunts.enabled ? [namesFor(config).huntRoleArn] : []),
    ...enabledFeatures(config).flatMap(({ publisherArns }) => publisherArns?.(config) ?? []),
  ];
}
