import type { AuditConfig } from "../audit-config";
import { type NameSource, namesFor } from "./names";

/** Names of the commands that schedules run in the log-archive account: each is a schedule, a project and a role. */
export function scheduledCommandNames(config: NameSource & Pick<AuditConfig, "verification">): string[] {
  const { digestCheckName, guaranteeCheckName } = namesFor(config);
  const { digests, guarantees } = config.verification;
  return [...(digests.enabled ? [digestCheckName] : []), ...(guarantees.enabled ? [guaranteeCheckName] : [])];
}
