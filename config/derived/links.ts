import type { AuditConfig } from "../audit-config";
import { type Partition, partitions } from "../partitions";

/** Location of the runbooks: their URL if they are published, or else their folder in this repository. */
export function runbooksOf(config: {
  readonly notifications: Pick<AuditConfig["notifications"], "runbookUrl">;
}): string {
  return config.notifications.runbookUrl ?? "docs/runbooks";
}

/** URL of a page of the management console. */
export function consoleUrl(config: Pick<AuditConfig, "partition" | "homeRegion">, page: string): string {
  const { consoleHost }: Partition = partitions[config.partition];
  return `https://${consoleHost}/${page.replace("{region}", config.homeRegion)}`;
}
