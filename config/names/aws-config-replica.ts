import type { NameSource } from "./names";
import type { AuditConfig } from "../audit-config";

type CopyNameSource = Pick<NameSource, "prefix"> & { readonly accounts: Pick<NameSource["accounts"], "logArchive"> };

/** What decides whether the Config archive has a locked copy, and how that is called. */
export type ConfigCopySource = CopyNameSource & {
  readonly archive: { readonly configArchive: Pick<AuditConfig["archive"]["configArchive"], "lockedCopy"> };
};

/** Name of the bucket that is the locked copy of the Config archive. */
export function configCopyName({ prefix, accounts }: CopyNameSource): string {
  return `${prefix}-config-archive-copy-${accounts.logArchive}`;
}

/** That bucket in a list, which is empty where there is no copy. */
export function configCopyNames(config: ConfigCopySource): string[] {
  return config.archive.configArchive.lockedCopy.enabled ? [configCopyName(config)] : [];
}

/** Role that replicates the Config archive. */
export function configCopyRoleName({ prefix }: Pick<NameSource, "prefix">): string {
  return `${prefix}-config-archive-replication`;
}
