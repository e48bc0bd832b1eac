import type { AuditConfig } from "../audit-config";
import { type Partition, partitions } from "../partitions";

/** Region of the chat API: the home region if it has the API, or else another region of the partition. Undefined without a chat. */
export function chatRegion({ partition, homeRegion, notifications }: ChatSource): string | undefined {
  const { chatRegions }: Partition = partitions[partition];
  if (notifications.slack.length + notifications.teams.length === 0) return undefined;
  return chatRegions.includes(homeRegion) ? homeRegion : chatRegions[0];
}

interface ChatSource extends Pick<AuditConfig, "partition" | "homeRegion"> {
  readonly notifications: Pick<AuditConfig["notifications"], "slack" | "teams">;
}
