import type { AuditConfig } from "../config/audit-config";
import { namesFor, versionListName } from "../config/names/names";
import type { LogScene } from "../sample-data/logs/scene";

/** The scene in the first two member accounts of a deployed organization. */
export function logScene(config: AuditConfig, day: string): LogScene {
  const { partition, organizationId, homeRegion: home, accounts } = config;
  const [payments, website] = accounts.members.map(({ id }) => id);
  if (payments === undefined || website === undefined) {
    throw new Error(`generated logs need two member accounts, got ${accounts.members.length}; create at least two`);
  }
  const names = { ...namesFor(config), versionListName };
  return { day, partition, organizationId, home, logArchive: accounts.logArchive, payments, website, names };
}
