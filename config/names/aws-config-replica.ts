import type { NameSource } from "./names";
import type { AuditConfig } from "../audit-config";

type CopyNameSource = Pick<NameSource, "prefix"> & { readonly accounts: Pick<NameSource["accounts"], "logArchive"> };

/** Settings that decide whether the Config archive has a locked copy, and its name. */
export type ConfigCopySource = CopyNameSource & {
  readonly archive: { readonly configArchive: Pick<AuditConfig["archive"]["configArchive"], "lockedCopy"> };
};

/** Name of the bucket with the locked copy of the Config archive. */
export function configCopyName({ prefix, accounts }: CopyNameSource): string {
  return `${prefix}-config-archive-copy-${accounts.logArchive}`;
}

/** The name of the bucket with the locked copy, as a list. Empty if there is no copy. */
export function configCopyNames(config: ConfigCopySource): string[] {
  return config.archive.configArchive.lockedCopy.enabled ? [configCopyName(config)] : [];
}

/** Role that replicates the Config archive. */
export function configCopyRoleName({ prefix }: Pick<NameSource, "prefix">): string {
  return `${prefix}-config-archive-replication`;
}
